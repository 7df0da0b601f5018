import { Refusal } from '../domain/failure.ts';
import type { Log } from '../domain/log.ts';
import type { SecretStore } from '../domain/secret-store.ts';
import type { ReadHandle, WriteHandle } from '../store/database.ts';
import { exportFolder, listExports, readExportState, saveExportState } from '../store/exports.ts';
import { closeIncident, raiseIncident } from '../store/incidents.ts';
import type { Row } from '../store/writer.ts';
import {
  digest,
  type DocumentWorld,
  placeName,
  publishAll,
  type PublishedFeed,
  renderExport,
} from './publish-feed-documents.ts';
import { exportFileName, removeExportFile, writeExportFile } from './publish-feed-file.ts';

export interface PublishWorld extends DocumentWorld {
  readonly log: Log;
  readonly secrets: SecretStore;
}

/** Keeps the calendars that channels read from us true, on disk and in the air. */
export interface Publisher {
  /** Loads the tokens and brings everything up to date. */
  start(): Promise<void>;
  /** Writes what is due, then stops. */
  stop(): Promise<void>;
  /** Something may have changed: looked at once the current turn is over, however often this is called. */
  lookAgain(): void;
  /** Writes every document to the folder anew, because it is another one. */
  writeAll(): void;
  /** The feed behind an unguessable token, noting who fetched it; undefined for any other. */
  serve(token: string, userAgent: string): PublishedFeed | undefined;
  /** The document of a feed as it is now. */
  document(exportId: number): string;
  /** The secret part of a feed's address; null where the store of secrets is locked. */
  tokenOf(exportFeed: Row<'export_feed'>): Promise<string | null>;
  /** Gives a feed a token, replacing the one it may have. */
  giveToken(exportFeed: Pick<Row<'export_feed'>, 'id' | 'secretKey'>): Promise<void>;
  /** Forgets a feed that was removed, its token and its file. */
  forget(exportFeed: Row<'export_feed'>): Promise<void>;
}

const TOKEN_BYTES = 24;
/** A day that begins drops what is past, also when nobody does anything. */
const LOOK_EVERY_MS = 30 * 60_000;
const LONGEST_AGENT = 120;

const STOP_PATIENCE_MS = 5_000;

class FeedPublisher implements Publisher {
  readonly #world: PublishWorld;
  readonly #changed: () => void;
  /** By the digest of the token, so that looking up a wrong one takes as long as a right one. */
  readonly #idByToken = new Map<string, number>();
  readonly #kept = new Map<number, PublishedFeed>();
  readonly #unwritten = new Set<number>();
  #writing: Promise<void> = Promise.resolve();
  #callOff: (() => void) | undefined;
  #callOffNextLook: (() => void) | undefined;
  #isOver = false;

  constructor(world: PublishWorld, changed: () => void) {
    this.#world = world;
    this.#changed = changed;
  }

  async start(): Promise<void> {
    this.#look(true);
    await this.#loadTokens();
  }

  async stop(): Promise<void> {
    this.#callOff?.();
    if (this.#callOff) this.#look(false);
    // a look sets the next one
    this.#callOffNextLook?.();
    this.#isOver = true;
    await this.#writingOrPatience();
  }

  /** A folder on a network may never answer; stopping must not wait for it for ever. */
  async #writingOrPatience(): Promise<void> {
    let callOff = (): void => undefined;
    const patience = new Promise<void>((resolve) => {
      callOff = this.#world.clock.after(STOP_PATIENCE_MS, resolve);
    });
    await Promise.race([this.#writing, patience]);
    callOff();
  }

  lookAgain(): void {
    if (this.#isOver || this.#callOff) return;
    this.#callOff = this.#world.clock.after(0, () => {
      this.#look(false);
      this.#loadTokens().catch(() => undefined);
    });
  }

  writeAll(): void {
    this.#look(true);
  }

  serve(token: string, userAgent: string): PublishedFeed | undefined {
    const id = this.#idByToken.get(digest(token));
    const kept = id === undefined ? undefined : this.#kept.get(id);
    if (id === undefined || !kept) return undefined;
    const { store, clock } = this.#world;
    store.write((tx) => {
      const { version } = readExportState(tx, id);
      const fetchedBy = userAgent.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, LONGEST_AGENT);
      saveExportState(tx, id, { fetchedAt: clock.now(), fetchedBy, fetchedVersion: version });
    });
    this.#changed();
    return kept;
  }

  document(exportId: number): string {
    if (this.#callOff) this.#look(false);
    const kept = this.#kept.get(exportId);
    if (kept) return kept.body;
    const row = listExports(this.#world.store.read).find(({ id }) => id === exportId);
    if (!row) throw new Refusal('not-found', 'This calendar is no longer there. Look again at the list.');
    this.#look(false);
    return this.#kept.get(exportId)?.body ?? renderExport(this.#world.store.read, row);
  }

  async tokenOf({ secretKey }: Row<'export_feed'>): Promise<string | null> {
    return (await this.#world.secrets.get(secretKey)) ?? null;
  }

  async giveToken({ id, secretKey }: Pick<Row<'export_feed'>, 'id' | 'secretKey'>): Promise<void> {
    const token = this.#world.chance.token(TOKEN_BYTES);
    await this.#world.secrets.set(secretKey, token);
    this.#learn(id, token);
  }

  async forget(row: Row<'export_feed'>): Promise<void> {
    this.#kept.delete(row.id);
    this.#unlearn(row.id);
    const { store, secrets } = this.#world;
    const folder = exportFolder(store.read);
    const name = exportFileName(placeName(store.read, row), row.channel, row.id);
    if (folder !== null) await removeExportFile(folder, name);
    await secrets.delete(row.secretKey);
  }

  #learn(id: number, token: string): void {
    this.#unlearn(id);
    this.#idByToken.set(digest(token), id);
  }

  #unlearn(id: number): void {
    for (const [key, known] of this.#idByToken) if (known === id) this.#idByToken.delete(key);
  }

  async #loadTokens(): Promise<void> {
    const { store, secrets, log } = this.#world;
    const known = new Set(this.#idByToken.values());
    for (const row of listExports(store.read)) {
      if (known.has(row.id)) continue;
      try {
        const token = await secrets.get(row.secretKey);
        if (this.#isOver) return;
        // a store that lives in memory forgets: the feed gets a new address, which the screen shows
        if (token === undefined) await this.giveToken(row);
        else this.#learn(row.id, token);
      } catch (error) {
        if (!(error instanceof Refusal)) log.warn('A token could not be read', { exportId: row.id });
        return;
      }
    }
  }

  #look(isFirst: boolean): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#callOffNextLook?.();
    const { store, clock, log } = this.#world;
    try {
      const changed = publishAll(this.#world, this.#kept);
      if (changed.length > 0 && !isFirst) this.#changed();
      for (const id of isFirst ? this.#kept.keys() : changed) this.#unwritten.add(id);
      if (exportFolder(store.read) !== null) this.#writing = this.#writing.then(() => this.#writeFiles());
    } catch (error) {
      log.warn('The calendars for channels could not be brought up to date', {
        error: String(error).slice(0, 300),
      });
    }
    this.#callOffNextLook = clock.after(LOOK_EVERY_MS, () => this.#look(false));
  }

  async #writeFiles(): Promise<void> {
    const { store, clock } = this.#world;
    const folder = exportFolder(store.read);
    if (folder === null) return;
    const rows = new Map(listExports(store.read).map((row) => [row.id, row]));
    const failed: string[] = [];
    for (const id of [...this.#unwritten, ...unwrittenBefore(store.read, rows.keys())]) {
      const row = rows.get(id);
      const kept = this.#kept.get(id);
      this.#unwritten.delete(id);
      if (!row || !kept) continue;
      const name = exportFileName(placeName(store.read, row), row.channel, row.id);
      const writeFailure = await writeExportFile(folder, name, kept.body);
      store.write((tx) =>
        saveExportState(
          tx,
          id,
          writeFailure === null ? { writtenAt: clock.now(), writeFailure } : { writeFailure },
        ),
      );
      if (writeFailure !== null) failed.push(writeFailure);
    }
    store.write((tx) => tellWriting(tx, failed[0] ?? null, clock.now()));
    this.#changed();
  }
}

/** Feeds whose last writing failed: tried again with the next change of any. */
const unwrittenBefore = (read: ReadHandle, ids: Iterable<number>): number[] =>
  [...ids].filter((id) => readExportState(read, id).writeFailure !== null);

function tellWriting(tx: WriteHandle, failure: string | null, at: number): void {
  const cause = 'exports:folder';
  if (failure === null) closeIncident(tx, cause, at);
  else
    raiseIncident(
      tx,
      {
        cause,
        code: 'export-unwritable',
        title: 'Calendars can not be written',
        text: failure,
        feedId: null,
      },
      at,
    );
}

/** `changed` is called when a document or what is known of its readers is another one. */
export const createPublisher = (world: PublishWorld, changed: () => void): Publisher =>
  new FeedPublisher(world, changed);
