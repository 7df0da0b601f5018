CREATE TABLE `block` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`room_type_id` integer NOT NULL,
	`unit_id` integer,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`feed_id` integer,
	`echo_of` text,
	`reason` text DEFAULT '' NOT NULL,
	`is_doubtful` integer DEFAULT 0 NOT NULL,
	`is_pending_release` integer DEFAULT 0 NOT NULL,
	`arrival` text NOT NULL,
	`departure` text NOT NULL,
	`arrival_day` integer GENERATED ALWAYS AS ((CAST(julianday(arrival) - 2440587.5 AS INTEGER))) STORED,
	`departure_day` integer GENERATED ALWAYS AS ((CAST(julianday(departure) - 2440587.5 AS INTEGER))) STORED,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`feed_id`) REFERENCES `feed`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `block_by_night` ON `block` (`arrival_day`,`departure_day`);--> statement-breakpoint
CREATE INDEX `block_by_unit` ON `block` (`unit_id`,`arrival_day`);--> statement-breakpoint
CREATE INDEX `block_by_room_type` ON `block` (`room_type_id`,`arrival_day`);--> statement-breakpoint
CREATE INDEX `block_by_length` ON `block` ((departure_day - arrival_day));--> statement-breakpoint
CREATE TABLE `command_log` (
	`command_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`input_hash` text NOT NULL,
	`reply` text NOT NULL,
	`at` integer NOT NULL,
	`can_undo` integer DEFAULT 0 NOT NULL,
	`undone_by` text,
	`message` text DEFAULT '' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `conflict` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`severity` text NOT NULL,
	`room_type_id` integer NOT NULL,
	`unit_id` integer,
	`first_night` text NOT NULL,
	`departure` text NOT NULL,
	`nights` text NOT NULL,
	`parties` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`seen_count` integer DEFAULT 1 NOT NULL,
	`closed_at` integer,
	`accepted_nights` text DEFAULT '[]' NOT NULL,
	`accepted_reason` text DEFAULT '' NOT NULL,
	`knowingly_reason` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `conflict_key_unique` ON `conflict` (`key`);--> statement-breakpoint
CREATE INDEX `conflict_by_state` ON `conflict` (`state`);--> statement-breakpoint
CREATE INDEX `conflict_by_room_type` ON `conflict` (`room_type_id`,`state`);--> statement-breakpoint
CREATE TABLE `export_feed` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`channel` text NOT NULL,
	`room_type_id` integer NOT NULL,
	`unit_id` integer,
	`secret_key` text NOT NULL,
	`show_guest_names` integer DEFAULT 0 NOT NULL,
	`with_times` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `export_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`export_feed_id` integer NOT NULL,
	`uid` text NOT NULL,
	`arrival` text NOT NULL,
	`departure` text NOT NULL,
	`summary` text DEFAULT '' NOT NULL,
	`sequence` integer DEFAULT 0 NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`export_feed_id`) REFERENCES `export_feed`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `export_run_uid_unique` ON `export_run` (`uid`);--> statement-breakpoint
CREATE INDEX `export_run_by_feed` ON `export_run` (`export_feed_id`);--> statement-breakpoint
CREATE TABLE `export_state` (
	`export_feed_id` integer PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`hash` text DEFAULT '' NOT NULL,
	`changed_at` integer,
	`written_at` integer,
	`write_failure` text,
	`fetched_at` integer,
	`fetched_by` text,
	`fetched_version` integer,
	FOREIGN KEY (`export_feed_id`) REFERENCES `export_feed`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `feed` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`channel` text NOT NULL,
	`label` text NOT NULL,
	`room_type_id` integer NOT NULL,
	`unit_id` integer,
	`mask` text NOT NULL,
	`secret_key` text,
	`poll_minutes` integer NOT NULL,
	`is_paused` integer DEFAULT 0 NOT NULL,
	`mode` text,
	`end_is_last_night` integer DEFAULT 0 NOT NULL,
	`all_events_block` integer DEFAULT 0 NOT NULL,
	`timed_events_are_stays` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `feed_fetch` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`feed_id` integer NOT NULL,
	`at` integer NOT NULL,
	`status` integer,
	`verdict` text NOT NULL,
	`reasons` text DEFAULT '[]' NOT NULL,
	`problems` text DEFAULT '[]' NOT NULL,
	`events` integer DEFAULT 0 NOT NULL,
	`nights_entered` integer DEFAULT 0 NOT NULL,
	`nights_left` integer DEFAULT 0 NOT NULL,
	`is_quarantined` integer DEFAULT 0 NOT NULL,
	`decision` text,
	`decided_at` integer,
	`snapshot` text,
	FOREIGN KEY (`feed_id`) REFERENCES `feed`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `feed_fetch_by_feed` ON `feed_fetch` (`feed_id`,`at`);--> statement-breakpoint
CREATE TABLE `feed_item` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`feed_id` integer NOT NULL,
	`key` text NOT NULL,
	`uid` text,
	`kind` text NOT NULL,
	`summary` text DEFAULT '' NOT NULL,
	`channel_ref` text,
	`guest_name` text DEFAULT '' NOT NULL,
	`first_night` text NOT NULL,
	`departure` text NOT NULL,
	`state` text NOT NULL,
	`missing_count` integer DEFAULT 0 NOT NULL,
	`missing_since` integer,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`reservation_id` integer,
	`block_id` integer,
	FOREIGN KEY (`feed_id`) REFERENCES `feed`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `feed_item_by_feed` ON `feed_item` (`feed_id`,`state`);--> statement-breakpoint
CREATE INDEX `feed_item_by_key` ON `feed_item` (`feed_id`,`key`);--> statement-breakpoint
CREATE TABLE `feed_night` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`feed_id` integer NOT NULL,
	`night` text NOT NULL,
	`state` text NOT NULL,
	`missing_count` integer DEFAULT 0 NOT NULL,
	`missing_since` integer,
	`since` integer NOT NULL,
	FOREIGN KEY (`feed_id`) REFERENCES `feed`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_night_once` ON `feed_night` (`feed_id`,`night`);--> statement-breakpoint
CREATE TABLE `feed_state` (
	`feed_id` integer PRIMARY KEY NOT NULL,
	`etag` text,
	`last_modified` text,
	`fingerprint` text DEFAULT '' NOT NULL,
	`mode` text DEFAULT 'stays' NOT NULL,
	`last_attempt_at` integer,
	`last_good_at` integer,
	`last_change_at` integer,
	`next_due_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`failure_code` text,
	`failure_message` text,
	`events` integer DEFAULT 0 NOT NULL,
	`quarantine_fetch_id` integer,
	`quarantined_at` integer,
	`horizon` text,
	FOREIGN KEY (`feed_id`) REFERENCES `feed`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `incident` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cause` text NOT NULL,
	`code` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`feed_id` integer,
	`opened_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`count` integer DEFAULT 1 NOT NULL,
	`closed_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `incident_cause_unique` ON `incident` (`cause`);--> statement-breakpoint
CREATE TABLE `journal` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`origin` text NOT NULL,
	`command_id` text,
	`act` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`old` text,
	`new` text,
	`why` text DEFAULT '' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `journal_by_command` ON `journal` (`command_id`);--> statement-breakpoint
CREATE INDEX `journal_by_entity` ON `journal` (`entity`,`entity_id`);--> statement-breakpoint
CREATE TABLE `property` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`zone` text NOT NULL,
	`currency` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `reservation` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`channel` text NOT NULL,
	`source` text DEFAULT '' NOT NULL,
	`feed_id` integer,
	`channel_ref` text,
	`status` text NOT NULL,
	`guest_name` text DEFAULT '' NOT NULL,
	`contact` text DEFAULT '' NOT NULL,
	`guests` integer DEFAULT 1 NOT NULL,
	`price_minor` integer,
	`paid_minor` integer DEFAULT 0 NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`booked_at` integer,
	`received_at` integer NOT NULL,
	`cancelled_at` integer,
	`cancel_reason` text DEFAULT '' NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`feed_id`) REFERENCES `feed`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `reservation_by_status` ON `reservation` (`status`);--> statement-breakpoint
CREATE INDEX `reservation_by_feed` ON `reservation` (`feed_id`);--> statement-breakpoint
CREATE TABLE `room_stay` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`reservation_id` integer NOT NULL,
	`room_type_id` integer NOT NULL,
	`unit_id` integer,
	`arrival` text NOT NULL,
	`departure` text NOT NULL,
	`arrival_day` integer GENERATED ALWAYS AS ((CAST(julianday(arrival) - 2440587.5 AS INTEGER))) STORED,
	`departure_day` integer GENERATED ALWAYS AS ((CAST(julianday(departure) - 2440587.5 AS INTEGER))) STORED,
	`is_locked` integer DEFAULT 0 NOT NULL,
	`is_taking` integer DEFAULT 1 NOT NULL,
	`is_pending_release` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `room_stay_by_night` ON `room_stay` (`is_taking`,`arrival_day`,`departure_day`);--> statement-breakpoint
CREATE INDEX `room_stay_by_unit` ON `room_stay` (`unit_id`,`arrival_day`);--> statement-breakpoint
CREATE INDEX `room_stay_by_room_type` ON `room_stay` (`room_type_id`,`arrival_day`);--> statement-breakpoint
CREATE INDEX `room_stay_by_reservation` ON `room_stay` (`reservation_id`);--> statement-breakpoint
CREATE INDEX `room_stay_by_length` ON `room_stay` ((departure_day - arrival_day));--> statement-breakpoint
CREATE TABLE `room_type` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`name` text NOT NULL,
	`sleeps` integer DEFAULT 2 NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `unit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`room_type_id` integer NOT NULL,
	`name` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `unit_by_room_type` ON `unit` (`room_type_id`);--> statement-breakpoint
CREATE TRIGGER `journal_never_changes` BEFORE UPDATE ON `journal` BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `journal_never_shrinks` BEFORE DELETE ON `journal` BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
