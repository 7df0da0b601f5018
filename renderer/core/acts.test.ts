import { beforeEach, describe, expect, it } from 'vitest';
import { useActs } from './acts.ts';

const act = (id: number) => ({ undoId: `act-${id}`, message: `Act ${id}.` });
const ids = () => ({
  undo: useActs.getState().undo.map((one) => Number((one.undoId ?? '').slice(4))),
  redo: useActs.getState().redo.map((one) => Number((one.undoId ?? '').slice(4))),
});

describe('undo and redo', () => {
  beforeEach(() => useActs.setState({ undo: [], redo: [] }));

  it('moves an act to the redo side and back', () => {
    const { did, undid, redid } = useActs.getState();
    did(act(1));
    did(act(2));
    undid('act-2', act(3));
    expect(ids()).toEqual({ undo: [1], redo: [3] });
    redid('act-3', act(4));
    expect(ids()).toEqual({ undo: [1, 4], redo: [] });
  });

  it('forgets the redo side on a new act', () => {
    const { did, undid } = useActs.getState();
    did(act(1));
    undid('act-1', act(2));
    did(act(3));
    expect(ids()).toEqual({ undo: [3], redo: [] });
  });

  it('drops what can not be taken back any more, wherever it stands', () => {
    const { did, undid, forget } = useActs.getState();
    did(act(1));
    did(act(2));
    undid('act-2', null);
    forget('act-1');
    expect(ids()).toEqual({ undo: [], redo: [] });
  });
});
