CREATE TABLE `channel_booking` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`external_id` text,
	`reservation_id` integer,
	`external_room_id` text NOT NULL,
	`group_ref` text,
	`own_ref` text,
	`raw_status` text DEFAULT '' NOT NULL,
	`modified_mark` text DEFAULT '' NOT NULL,
	`latest` text,
	`agreed` text,
	`push_state` text DEFAULT 'none' NOT NULL,
	`push_words` text DEFAULT '' NOT NULL,
	`pushed_at` integer,
	`is_unmapped` integer DEFAULT 0 NOT NULL,
	`first_seen_at` integer NOT NULL,
	`seen_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `channel_booking_own_ref_unique` ON `channel_booking` (`own_ref`);--> statement-breakpoint
CREATE UNIQUE INDEX `channel_booking_once` ON `channel_booking` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `channel_booking_by_reservation` ON `channel_booking` (`reservation_id`);--> statement-breakpoint
CREATE INDEX `channel_booking_by_room` ON `channel_booking` (`connection_id`,`external_room_id`);--> statement-breakpoint
CREATE TABLE `connection` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`provider` text NOT NULL,
	`channel` text NOT NULL,
	`name` text NOT NULL,
	`environment` text NOT NULL,
	`base_url` text NOT NULL,
	`external_property_id` text DEFAULT '' NOT NULL,
	`external_property_name` text DEFAULT '' NOT NULL,
	`currency` text DEFAULT '' NOT NULL,
	`secret_key` text NOT NULL,
	`state` text DEFAULT 'active' NOT NULL,
	`state_reason` text DEFAULT '' NOT NULL,
	`is_told` integer DEFAULT 0 NOT NULL,
	`is_closing` integer DEFAULT 0 NOT NULL,
	`close_at_left` integer DEFAULT 0 NOT NULL,
	`horizon_days` integer DEFAULT 365 NOT NULL,
	`created_at` integer NOT NULL,
	`credential_at` integer NOT NULL,
	`previous_secret_key` text,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `connection_state` (
	`connection_id` integer PRIMARY KEY NOT NULL,
	`cursor` text,
	`pulled_at` integer,
	`pull_ok_at` integer,
	`full_ok_at` integer,
	`pushed_at` integer,
	`push_ok_at` integer,
	`read_back_at` integer,
	`webhook_at` integer,
	`rooms_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since` integer,
	`failure_code` text,
	`failure_words` text,
	`pull_needed_since` integer,
	`points_remaining_thousandths` integer,
	`points_reset_at` integer,
	`breaker` text DEFAULT 'closed' NOT NULL,
	`breaker_until` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `connection`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `external_room` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`quantity` integer NOT NULL,
	`sleeps` integer,
	`plans` text DEFAULT '[]' NOT NULL,
	`seen_at` integer NOT NULL,
	`gone_at` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `connection`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `external_room_once` ON `external_room` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `ledger_cell` (
	`connection_id` integer NOT NULL,
	`room_type_id` integer NOT NULL,
	`rate_plan_id` integer NOT NULL,
	`day` integer NOT NULL,
	`acked` text,
	`acked_at` integer,
	`read` text,
	`read_at` integer,
	`sent` text,
	`sent_at` integer,
	`refused` text,
	`refused_at` integer,
	`refused_code` text,
	`refused_words` text,
	PRIMARY KEY(`connection_id`, `room_type_id`, `rate_plan_id`, `day`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rate_link` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`external_room_id` text NOT NULL,
	`external_plan_id` text NOT NULL,
	`rate_plan_id` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `connection`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `rate_link_once` ON `rate_link` (`connection_id`,`external_room_id`,`external_plan_id`);--> statement-breakpoint
CREATE TABLE `room_link` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`external_id` text NOT NULL,
	`room_type_id` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `connection`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `room_link_once` ON `room_link` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `room_link_one_type` ON `room_link` (`connection_id`,`room_type_id`) WHERE room_type_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `ari_night` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`room_type_id` integer NOT NULL,
	`rate_plan_id` integer DEFAULT 0 NOT NULL,
	`connection_id` integer DEFAULT 0 NOT NULL,
	`night` text NOT NULL,
	`price_minor` integer,
	`stop_sell` integer,
	`closed_to_arrival` integer,
	`closed_to_departure` integer,
	`min_los` integer,
	`max_los` integer,
	`reason` text DEFAULT '' NOT NULL,
	`set_by` text DEFAULT '' NOT NULL,
	`set_at` integer NOT NULL,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `ari_night_once` ON `ari_night` (`room_type_id`,`rate_plan_id`,`connection_id`,`night`);--> statement-breakpoint
CREATE INDEX `ari_night_by_night` ON `ari_night` (`night`);--> statement-breakpoint
CREATE TABLE `guest` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`name` text NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`merged_into_id` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `guest_by_email` ON `guest` (`email`);--> statement-breakpoint
CREATE INDEX `guest_by_phone` ON `guest` (`phone`);--> statement-breakpoint
CREATE TABLE `guest_link` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`external_guest_id` text NOT NULL,
	`guest_id` integer NOT NULL,
	`is_by_hand` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`guest_id`) REFERENCES `guest`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `guest_link_once` ON `guest_link` (`connection_id`,`external_guest_id`);--> statement-breakpoint
CREATE TABLE `rate_plan` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`property_id` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text DEFAULT 'bar' NOT NULL,
	`meal_plan` text DEFAULT 'room-only' NOT NULL,
	`cancellation` text DEFAULT 'flexible' NOT NULL,
	`parent_id` integer,
	`adjust_basis_points` integer DEFAULT 0 NOT NULL,
	`adjust_minor` integer DEFAULT 0 NOT NULL,
	`min_los` integer DEFAULT 1 NOT NULL,
	`max_los` integer DEFAULT 0 NOT NULL,
	`advance_min_days` integer,
	`advance_max_days` integer,
	`floor_minor` integer,
	`position` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`property_id`) REFERENCES `property`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `sell_rule` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`room_type_id` integer NOT NULL,
	`connection_id` integer DEFAULT 0 NOT NULL,
	`buffer` integer DEFAULT 0 NOT NULL,
	`direct_reserve` integer DEFAULT 0 NOT NULL,
	`allotment` integer,
	`close_at_left` integer,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_type`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sell_rule_once` ON `sell_rule` (`room_type_id`,`connection_id`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`delivery_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`body` text NOT NULL,
	`headers` text DEFAULT '{}' NOT NULL,
	`state` text DEFAULT 'new' NOT NULL,
	`done_at` integer,
	`words` text DEFAULT '' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_once` ON `inbox` (`connection_id`,`delivery_id`);--> statement-breakpoint
CREATE INDEX `inbox_by_state` ON `inbox` (`state`,`connection_id`);--> statement-breakpoint
CREATE TABLE `request_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`at` integer NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`purpose` text NOT NULL,
	`status` integer,
	`ms` integer NOT NULL,
	`cost_thousandths` integer,
	`failure_code` text,
	`sent` text DEFAULT '' NOT NULL,
	`answer` text DEFAULT '' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `request_log_by_connection` ON `request_log` (`connection_id`,`at`);--> statement-breakpoint
CREATE TABLE `schedule_state` (
	`connection_id` integer NOT NULL,
	`kind` text NOT NULL,
	`cron` text,
	`is_paused` integer DEFAULT 0 NOT NULL,
	`last_run_at` integer,
	`next_run_at` integer,
	PRIMARY KEY(`connection_id`, `kind`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sync_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`job_id` integer,
	`kind` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text DEFAULT 'running' NOT NULL,
	`failure_code` text,
	`words` text DEFAULT '' NOT NULL,
	`report` text DEFAULT '{}' NOT NULL,
	`changes` text DEFAULT '[]' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `sync_run_by_connection` ON `sync_run` (`connection_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `job` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`queue` text NOT NULL,
	`key` text,
	`subject` text NOT NULL,
	`priority` integer NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`visible_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	`wishes` integer DEFAULT 1 NOT NULL,
	`worker` text,
	`parked_until` text,
	`told` text DEFAULT '' NOT NULL,
	`failure_code` text,
	`failure_words` text,
	`failed_at` integer,
	`result` text,
	`added_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `job_by_due` ON `job` (`queue`,`priority`,`visible_at`) WHERE visible_at IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `job_running_once` ON `job` (`queue`) WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX `job_waiting_once` ON `job` (`queue`,`kind`,`key`) WHERE state = 'waiting' AND key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `job_stuck` ON `job` (`queue`,`kind`,`key`,`state`) WHERE state IN ('parked', 'dead');--> statement-breakpoint
CREATE INDEX `job_by_fact` ON `job` (`parked_until`) WHERE parked_until IS NOT NULL;--> statement-breakpoint
CREATE INDEX `job_by_end` ON `job` (`ended_at`) WHERE ended_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `job_attempt` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`job_id` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`failure_code` text,
	`failure_words` text,
	FOREIGN KEY (`job_id`) REFERENCES `job`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `job_attempt_by_job` ON `job_attempt` (`job_id`);--> statement-breakpoint
ALTER TABLE `conflict` ADD `connection_id` integer;--> statement-breakpoint
ALTER TABLE `conflict` ADD `details` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `incident` ADD `connection_id` integer;--> statement-breakpoint
ALTER TABLE `reservation` ADD `connection_id` integer;--> statement-breakpoint
ALTER TABLE `reservation` ADD `guest_id` integer;--> statement-breakpoint
ALTER TABLE `reservation` ADD `group_ref` text;--> statement-breakpoint
ALTER TABLE `reservation` ADD `commission_minor` integer;--> statement-breakpoint
ALTER TABLE `reservation` ADD `other_side` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `reservation` ADD `other_side_reason` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `reservation_by_connection` ON `reservation` (`connection_id`);--> statement-breakpoint
CREATE INDEX `reservation_by_guest` ON `reservation` (`guest_id`);--> statement-breakpoint
ALTER TABLE `room_stay` ADD `channel_booking_id` integer;--> statement-breakpoint
ALTER TABLE `room_stay` ADD `is_provisional` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `room_stay_by_channel_booking` ON `room_stay` (`channel_booking_id`);