CREATE TABLE `channel_profile` (
	`connection_id` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `checklist_template` (
	`template_id` text NOT NULL,
	`version` integer NOT NULL,
	`based_on` integer NOT NULL,
	`body` text NOT NULL,
	`is_used` integer DEFAULT 0 NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	PRIMARY KEY(`template_id`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_id` integer NOT NULL,
	`digest` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `evidence_by_task` ON `evidence` (`task_id`);--> statement-breakpoint
CREATE TABLE `manual_step` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_id` integer NOT NULL,
	`step` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`act` text NOT NULL,
	`seen` text DEFAULT '{}' NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`evidence_id` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `manual_step_by_task` ON `manual_step` (`task_id`);--> statement-breakpoint
CREATE TABLE `manual_task` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`connection_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`edits` text DEFAULT '[]' NOT NULL,
	`needed_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`causes` text DEFAULT '[]' NOT NULL,
	`templates` text DEFAULT '{}' NOT NULL,
	`holder` text DEFAULT '' NOT NULL,
	`held_at` integer,
	`begun_at` integer,
	`ended_at` integer,
	`ended_by` text DEFAULT '' NOT NULL,
	`second_by` text DEFAULT '' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `manual_task_by_connection` ON `manual_task` (`connection_id`,`state`);--> statement-breakpoint
CREATE INDEX `manual_task_by_end` ON `manual_task` (`ended_at`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`pin_hash` text,
	`failed_tries` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	`is_active` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `shift_handover` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`from_person` text NOT NULL,
	`to_person` text DEFAULT '' NOT NULL,
	`sheet` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`signed_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `shift_handover_by_time` ON `shift_handover` (`at`);