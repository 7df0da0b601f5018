import { eq } from 'drizzle-orm';
import { Refusal } from '../domain/failure.ts';
import type { WriteHandle } from './database.ts';
import { insertInto, selectFrom, updateById } from './row-writing.ts';
import * as schema from './schema.ts';

/** The tables whose every change is journaled and can be turned back. */
export const ENTITIES = {
  property: schema.property,
  room_type: schema.roomType,
  unit: schema.unit,
  feed: schema.feed,
  reservation: schema.reservation,
  room_stay: schema.roomStay,
  block: schema.block,
  conflict: schema.conflict,
  export_feed: schema.exportFeed,
  connection: schema.connection,
  room_link: schema.roomLink,
  rate_link: schema.rateLink,
  rate_plan: schema.ratePlan,
  ari_night: schema.ariNight,
  sell_rule: schema.sellRule,
  guest: schema.guest,
  guest_link: schema.guestLink,
} as const;
export type EntityName = keyof typeof ENTITIES;
export type Row<E extends EntityName> = (typeof ENTITIES)[E]['$inferSelect'];
export type NewRow<E extends EntityName> = (typeof ENTITIES)[E]['$inferInsert'];
type AnyRow = Readonly<Record<string, string | number | null>>;

/** Who does what, when, from where. */
export interface Act {
  readonly commandId: string | null;
  readonly actor: string;
  readonly origin: string;
  /** The call's name, or the job's. */
  readonly act: string;
  readonly at: number;
  readonly why: string;
}

/** One row before and after; whole rows. `old` is null for a new row, `new` for a removed one. */
export interface Change<E extends EntityName = EntityName> {
  readonly entity: E;
  readonly id: number;
  readonly old: Row<E> | null;
  readonly new: Row<E> | null;
}

/** The only way to change the hotel's tables: each change goes into the journal in the same transaction. */
export interface Writer {
  readonly tx: WriteHandle;
  readonly act: Act;
  readonly changes: readonly Change[];
  insert<E extends EntityName>(entity: E, row: NewRow<E>, why?: string): Row<E>;
  /** Answers the row as it is now; a patch that changes nothing leaves no entry. */
  update<E extends EntityName>(entity: E, id: number, patch: Partial<NewRow<E>>, why?: string): Row<E>;
  remove<E extends EntityName>(entity: E, id: number, why?: string): void;
  find<E extends EntityName>(entity: E, id: number): Row<E> | undefined;
  /** As {@link Writer.find}, but refuses with `not-found`. */
  get<E extends EntityName>(entity: E, id: number): Row<E>;
}

const NOUNS: Readonly<Record<EntityName, string>> = {
  property: 'property',
  room_type: 'room type',
  unit: 'unit',
  feed: 'calendar',
  reservation: 'booking',
  room_stay: 'stay',
  block: 'block',
  conflict: 'conflict',
  export_feed: 'calendar',
  connection: 'connection',
  room_link: 'link',
  rate_link: 'link',
  rate_plan: 'rate plan',
  ari_night: 'night',
  sell_rule: 'rule',
  guest: 'guest',
  guest_link: 'guest',
};

/** Prepared once for each table: the mapper of the library costs ten times the statement, and every change passes here. */
const SELECTS = new Map<EntityName, string>();
function byId(entity: EntityName): string {
  const known = SELECTS.get(entity);
  if (known !== undefined) return known;
  const made = `${selectFrom(ENTITIES[entity])} WHERE id = ?`;
  SELECTS.set(entity, made);
  return made;
}

/** Computed by SQLite; never written, never compared. */
const GENERATED = new Set(['arrivalDay', 'departureDay']);
const written = (row: AnyRow): AnyRow =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !GENERATED.has(column)));

/** What the table has a column for: what a form brings beside it, or SQLite computes, is left out. */
const own = (entity: EntityName, row: AnyRow): AnyRow =>
  Object.fromEntries(
    Object.entries(written(row)).filter(([column]) => Object.hasOwn(ENTITIES[entity], column)),
  );

export function createWriter(tx: WriteHandle, act: Act): Writer {
  const changes: Change[] = [];

  const note = (
    entity: EntityName,
    id: number,
    old: AnyRow | null,
    now: AnyRow | null,
    why?: string,
  ): void => {
    insertInto(tx, schema.journal, {
      ...act,
      entity,
      entityId: id,
      old: old && JSON.stringify(written(old)),
      new: now && JSON.stringify(written(now)),
      why: why ?? act.why,
    });
  };
  const record = <E extends EntityName>(
    entity: E,
    id: number,
    old: Row<E> | null,
    now: Row<E> | null,
  ): void => {
    changes.push({ entity, id, old, new: now } as Change);
  };
  const find = <E extends EntityName>(entity: E, id: number): Row<E> | undefined => {
    return tx.prepare(byId(entity)).get<Row<E>>(id);
  };
  const get = <E extends EntityName>(entity: E, id: number): Row<E> => {
    const row = find(entity, id);
    if (!row)
      throw new Refusal('not-found', `This ${NOUNS[entity]} is no longer there. Look again at the list.`, {
        entity,
        id,
      });
    return row;
  };

  return {
    tx,
    act,
    changes,
    find,
    get,
    insert<E extends EntityName>(entity: E, row: NewRow<E>, why?: string) {
      const made = get(entity, insertInto(tx, ENTITIES[entity], own(entity, row as AnyRow) as never));
      note(entity, made.id, null, made as AnyRow, why);
      record(entity, made.id, null, made);
      return made;
    },
    update<E extends EntityName>(entity: E, id: number, patch: Partial<NewRow<E>>, why?: string) {
      const old = get(entity, id);
      const was = old as AnyRow;
      const changed = Object.entries(patch).filter(
        ([column, value]) => value !== undefined && was[column] !== value,
      );
      if (changed.length === 0) return old;
      const set = Object.fromEntries(changed);
      updateById(tx, ENTITIES[entity], id, own(entity, set) as never);
      const now = get(entity, id);
      const before = Object.fromEntries(changed.map(([column]) => [column, was[column] ?? null]));
      note(entity, id, before, set as AnyRow, why);
      record(entity, id, old, now);
      return now;
    },
    remove(entity, id, why) {
      const old = get(entity, id);
      const table = ENTITIES[entity];
      tx.orm.delete(table).where(eq(table.id, id)).run();
      note(entity, id, old as AnyRow, null, why);
      record(entity, id, old, null);
    },
  };
}
