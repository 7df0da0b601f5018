import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { channelName } from '../../src/domain/channel.ts';
import { CHANNEL_LOOKS, channelColour, channelFill } from '../styles/channels.ts';
import { barOf, type Bar } from './bar-index.ts';
import { cellInWords } from './cell-words.ts';
import type { Engine } from './engine.ts';
import { polygonOf, slantOf, spanOf, xOfDay } from './geometry.ts';
import { rowTop } from './hit.ts';
import { barHeight, laneTop } from './rows.ts';
import type { Scene } from './scene.ts';
import { countOf, dayFull, stayInWords, stayShort } from './words.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly slant: number;
}

/** Where the bar in hand floats, in the scrolled content. */
function boxOf(scene: Scene): Box | undefined {
  const { draft, layout, view } = scene;
  const at = draft && layout.rowOfKey.get(draft.unitId === 0 ? 'parking' : `unit-${draft.unitId}`);
  const row = at === undefined ? undefined : layout.rows[at];
  if (!draft || !row) return undefined;
  const span = spanOf(draft.arrival, draft.departure);
  const isStay = draft.bar === undefined || draft.bar.kind === 'stay';
  const left = xOfDay(view, span.first) + view.scrollLeft;
  return {
    left,
    top: rowTop(scene, row) + view.scrollTop + laneTop(layout.density, 0),
    width: xOfDay(view, span.end) + view.scrollLeft - left,
    height: barHeight(layout.density),
    slant: isStay ? slantOf(view.nightWidth) : 0,
  };
}

/** The bar in hand, lifted above the chart. */
export function LiftedBar({ engine }: { readonly engine: Engine }): ReactElement | null {
  useStore(engine.hand, (hand) => hand.draft);
  const scene = engine.scene();
  const box = scene && boxOf(scene);
  if (!scene?.draft || !box) return null;
  const { bar } = scene.draft;
  const channel = bar?.channel ?? 'direct';
  const isStay = bar === undefined || bar.kind === 'stay';
  const corners = polygonOf({ left: 0, right: box.width, top: 0, bottom: box.height, slant: box.slant });
  const points = [0, 2, 4, 6].map((at) => `${corners[at]},${corners[at + 1]}`).join(' ');
  const stripe = `${box.slant},0 ${box.slant + 5},0 5,${box.height} 0,${box.height}`;
  const xOf = (day: number): number => xOfDay(scene.view, day) + scene.view.scrollLeft - box.left;
  return (
    <div
      className="tape-lifted"
      aria-hidden="true"
      style={{ transform: `translate(${box.left}px, ${box.top}px)`, width: box.width, height: box.height }}
    >
      <svg width={box.width} height={box.height}>
        <defs>
          <pattern id="tape-against" width="7" height="7" patternUnits="userSpaceOnUse">
            <path d="M-2 9 9 -2M-2 2 2 -2M5 9 9 5" stroke="var(--danger)" strokeOpacity="0.45" />
          </pattern>
          <clipPath id="tape-lifted-shape">
            <polygon points={points} />
          </clipPath>
        </defs>
        <polygon
          points={points}
          fill={isStay ? channelFill(channel) : 'var(--sunken)'}
          stroke={isStay ? channelColour(channel) : 'var(--ink-2)'}
        />
        <g clipPath="url(#tape-lifted-shape)">
          {scene.problems.map(
            ({ nights, text }) =>
              nights && (
                <rect
                  key={text}
                  x={xOf(nights.first)}
                  width={xOf(nights.end) - xOf(nights.first)}
                  height={box.height}
                  fill="url(#tape-against)"
                />
              ),
          )}
        </g>
        {isStay && <polygon points={stripe} fill={channelColour(channel)} />}
      </svg>
      <div>
        {(isStay || bar.isFromFeed) && (
          <span className="tape-square" style={{ background: channelColour(channel) }}>
            {CHANNEL_LOOKS[channel].letter}
          </span>
        )}
        {bar?.label ?? countOf(scene.draft.departure - scene.draft.arrival, 'night')}
      </div>
    </div>
  );
}

const WORDS_WIDTH = 340;
const WORDS_HEIGHT = 120;

/** Beside a point, and turned to its other side near the edges. */
function besides(scene: Scene, point: { readonly x: number; readonly y: number }): { transform: string } {
  const x =
    point.x + WORDS_WIDTH + 20 > scene.view.width ? Math.max(8, point.x - WORDS_WIDTH - 8) : point.x + 16;
  const y =
    point.y + WORDS_HEIGHT > scene.view.height ? Math.max(8, point.y - WORDS_HEIGHT + 8) : point.y + 20;
  return { transform: `translate(${x}px, ${y}px)` };
}

function unitName(scene: Scene, unitId: number): string {
  const units = scene.index.calendar.roomTypes.flatMap((type) => type.units);
  return units.find((unit) => unit.id === unitId)?.name ?? 'No unit';
}

/** What speaks against the draft, in words, beside the pointer; or what the bar under the pointer is. */
export function WordsBeside({ engine }: { readonly engine: Engine }): ReactElement | null {
  const { draft, problems, isByKeys, pointer, hovered, hoveredNight } = useStore(engine.hand);
  const scene = engine.scene();
  if (!scene) return null;
  if (draft) {
    const box = boxOf(scene);
    const below = box && {
      x: Math.max(box.left - scene.view.scrollLeft, 0),
      y: box.top - scene.view.scrollTop + box.height - 8,
    };
    const point = isByKeys ? below : pointer;
    if (!point) return null;
    const nights = countOf(draft.departure - draft.arrival, 'night');
    return (
      <div className="tape-words" style={besides(scene, point)} aria-hidden="true">
        <strong>
          {unitName(scene, draft.unitId)} · {stayShort(draft.arrival, draft.departure)} · {nights}
        </strong>
        {problems.map((problem) => (
          <p key={problem.text} data-grade="problem">
            {problem.text}
          </p>
        ))}
        {problems.length === 0 && <p data-grade="ok">Free</p>}
        {isByKeys && <p>Arrows move · Enter drops · Esc gives up</p>}
      </div>
    );
  }
  if (pointer && hoveredNight)
    return (
      <AboutNight key={hoveredNight.rowKey} scene={scene} {...hoveredNight} style={besides(scene, pointer)} />
    );
  if (hovered === undefined || !pointer) return null;
  return <AboutBar key={hovered} bar={barOf(scene.index, hovered)} style={besides(scene, pointer)} />;
}

function AboutBar({
  bar,
  style,
}: {
  readonly bar: Bar;
  readonly style: { transform: string };
}): ReactElement {
  const facts: string[] = [];
  if (bar.kind === 'stay') {
    facts.push(channelName(bar.channel));
    // most feeds do not say how many come
    if (bar.guests > 0) facts.push(countOf(bar.guests, 'guest'));
  } else facts.push(bar.kind === 'block' ? 'Closed' : bar.kind === 'hold' ? 'Held' : 'Shadow of a booking');
  if (bar.status === 'in-house') facts.push('in house');
  if (bar.status === 'departed') facts.push('departed');
  if (bar.isLocked) facts.push('locked');
  if (bar.hasNote) facts.push('has a note');
  if (bar.isUnpaid) facts.push('not all paid');
  return (
    <div className="tape-words" data-late style={style} aria-hidden="true">
      <strong>{bar.label}</strong>
      <p>
        {stayInWords(bar.arrival, bar.departure)} · {countOf(bar.departure - bar.arrival, 'night')}
      </p>
      <p>{facts.join(' · ')}</p>
      {bar.isConflict && <p data-grade="problem">Shares a night with another stay</p>}
      {bar.isPendingRelease && (
        <p>
          {bar.status === 'cancelled'
            ? 'Cancelled here. Its nights are kept until its channel has let go of it.'
            : 'No longer in its feed. Its nights are kept until more answers agree.'}
        </p>
      )}
    </div>
  );
}

interface AboutNightProps {
  readonly scene: Scene;
  readonly rowKey: string;
  readonly day: number;
  readonly style: { transform: string };
}

/** A night of a room type: how many are left, how many are taken. */
function AboutNight({ scene, rowKey, day, style }: AboutNightProps): ReactElement | null {
  const row = scene.layout.rows[scene.layout.rowOfKey.get(rowKey) ?? -1];
  if (!row) return null;
  const [, facts = ''] = cellInWords(scene.index, row, day, scene.loaded.first).split(': ');
  return (
    <div className="tape-words" data-late style={style} aria-hidden="true">
      <strong>{row.name}</strong>
      <p>
        Night of {dayFull(day)}: {facts}
      </p>
      {row.kind === 'heat' && <p>Double click shows the month</p>}
    </div>
  );
}
