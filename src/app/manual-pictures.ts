import { createHash } from 'node:crypto';
import type { ParsedInputOf } from '../contract/index.ts';
import { LARGEST_PICTURE } from '../contract/manual-records.ts';
import { Refusal } from '../domain/failure.ts';
import { type CleanPicture, cleanPicture } from '../domain/picture.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';
import { findEvidence } from '../store/manual-history.ts';
import { addEvidence, addStep, findTask } from '../store/manual-tasks.ts';
import type { Writer } from '../store/writer.ts';
import { profileOf } from '../sync/manual-channel.ts';
import type { Surroundings } from './handler.ts';

type Asked = ParsedInputOf<'manual.addPicture'>;

export interface KeptPicture extends CleanPicture {
  readonly digest: string;
}

function decode(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return undefined;
  }
}

const NO_PICTURE =
  'This is not a picture that Bellhop can keep: it takes PNG, JPEG and WebP, whole and of a screen’s size. Take the picture again and add that.';

/** What stands against a picture for this list, in words. */
function assertWanted(read: ReadHandle, taskId: number): void {
  const task = findTask(read, taskId);
  const connection = task && findConnection(read, task.connectionId);
  if (!connection) throw new Refusal('not-found', 'This list is no longer there. Look again at what is due.');
  if (profileOf(read, connection).answers.picturesAllowed.value === false)
    throw new Refusal(
      'not-possible',
      `The hotel keeps no pictures of the ${connection.name} extranet. Write down what you saw instead.`,
    );
}

/** Reads a picture, takes everything out that does not show it, and writes it to disk. Nothing of the hotel is changed yet. */
export async function preparePicture(here: Surroundings, asked: Asked): Promise<KeptPicture> {
  const { pictures } = here.ports;
  if (!pictures)
    throw new Refusal('not-possible', 'Pictures can not be kept here. Add it in Bellhop’s window.');
  assertWanted(here.store.read, asked.taskId);
  const bytes = decode(asked.base64);
  if (bytes && bytes.length > LARGEST_PICTURE)
    throw new Refusal(
      'too-large',
      'This picture is larger than 8 MB. Cut out the part that shows the numbers and add that.',
    );
  const clean = bytes && cleanPicture(bytes);
  if (!clean) throw new Refusal('invalid-input', NO_PICTURE, { field: 'base64' });
  const digest = createHash('sha256').update(clean.bytes).digest('hex');
  await pictures.put(digest, clean.bytes);
  return { ...clean, digest };
}

/** Adds it to the step, as a line that stays. */
export function addPicture(writer: Writer, { taskId, step, note }: Asked, picture: KeptPicture): number {
  const { tx, act } = writer;
  assertWanted(tx, taskId);
  const { digest, mediaType, width, height, bytes } = picture;
  const evidenceId = addEvidence(tx, {
    ...{ taskId, digest, mediaType, width, height, bytes: bytes.length, at: act.at, by: act.actor },
  });
  addStep(tx, { taskId, step, at: act.at, by: act.actor, act: 'noted', note: note ?? '', evidenceId });
  return evidenceId;
}

/** A picture as a window shows it. Refused where its file is gone, or is not the one that was kept. */
export async function readPicture({ ports, store }: Surroundings, pictureId: number) {
  const row = findEvidence(store.read, pictureId);
  if (!row) throw new Refusal('not-found', 'There is no such picture.');
  const bytes = await ports.pictures?.read(row.digest);
  if (!bytes)
    throw new Refusal(
      'file-unreadable',
      'The file of this picture is no longer in the folder “evidence”, or was changed. Bring it back from a backup.',
    );
  const dataUrl = `data:${row.mediaType};base64,${bytes.toBase64()}`;
  const { id, taskId, width, height, at, by } = row;
  return { id, taskId, dataUrl, width, height, at, by };
}
