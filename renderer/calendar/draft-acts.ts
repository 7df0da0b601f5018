import { selectedBar, reveal, tell, type ChartContext } from './chart-context.ts';
import { draftInWords, moveDraft, problemsOf, resizeDraft, type Draft } from './draft.ts';
import { drop } from './drop.ts';
import { letGo } from './hand.ts';
import type { Act } from './keys.ts';
import type { Scene } from './scene.ts';

/** Holds a draft in hand, with what speaks against it, and says so. */
export function hold(context: ChartContext, draft: Draft, isByKeys: boolean): void {
  const scene = context.engine.scene();
  if (!scene) return;
  const problems = problemsOf(scene.index, draft, scene.today);
  const words = [draftInWords(scene.index, draft), ...problems.map((each) => each.text)];
  const said = isByKeys ? `${words.join('. ')}.` : context.engine.hand.getState().said;
  context.engine.hand.setState({ draft, problems, isByKeys, said });
}

/** Drops what is in hand. */
export function dropDraft(context: ChartContext): void {
  const { draft, problems } = context.engine.hand.getState();
  letGo(context.engine.hand);
  if (draft && !drop(draft, problems, context.actions())) tell(context, 'Nothing changed.');
}

function stepDraft(context: ChartContext, scene: Scene, act: Act & { do: 'step' }): void {
  const { draft } = scene;
  if (!draft?.bar) return;
  const { bar } = draft;
  if (draft.kind === 'resize') {
    const end = act.extend ? 'arrival' : 'departure';
    const other = resizeDraft(bar, end, draft[end] + act.across);
    const kept = end === 'arrival' ? { departure: draft.departure } : { arrival: draft.arrival };
    return hold(context, bar.isFromFeed ? other : { ...other, ...kept }, true);
  }
  const rows = scene.layout.rows.filter((row) => row.kind === 'unit' || row.kind === 'parking');
  const at = rows.findIndex((row) => row.unitId === draft.unitId);
  const row = rows[Math.min(Math.max(at + act.down, 0), rows.length - 1)];
  if (!row) return;
  const shift = act.across === 0 ? draft.arrival - bar.arrival : draft.arrival - bar.arrival + act.across;
  const next = moveDraft(bar, { unitId: row.unitId, roomTypeId: row.roomTypeId }, shift);
  hold(context, next, true);
  reveal(context, row.key, next.arrival, next.departure);
}

/** Takes the selected bar in hand, to be steered with the arrow keys. */
export function begin(context: ChartContext, scene: Scene, kind: 'move' | 'resize'): void {
  const bar = selectedBar(scene);
  if (!bar) return tell(context, 'Put the cursor on a stay first.');
  if (bar.kind === 'echo') return tell(context, 'An echo follows its origin. Move that instead.');
  const draft =
    kind === 'move'
      ? moveDraft(bar, { unitId: bar.unitId, roomTypeId: bar.roomTypeId }, 0)
      : resizeDraft(bar, 'departure', bar.departure);
  hold(context, draft, true);
}

/** While something is in hand, keys steer it, drop it or give it up; the others wait. */
export function performWithDraft(context: ChartContext, scene: Scene, act: Act): void {
  if (act.do === 'give-up') {
    letGo(context.engine.hand);
    tell(context, 'Given up. Nothing changed.');
  } else if (!context.engine.hand.getState().isByKeys) return;
  else if (act.do === 'open') dropDraft(context);
  else if (act.do === 'step') stepDraft(context, scene, act);
}
