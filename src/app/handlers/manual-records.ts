import { commandHandler, type Handlers } from '../handler.ts';
import { exportManualHistory, readManualHistory } from '../manual-history.ts';
import { addPicture, type KeptPicture, preparePicture, readPicture } from '../manual-pictures.ts';

export const manualRecordHandlers = {
  'manual.history': (filter, here) => readManualHistory(here, filter),
  'manual.exportHistory': (filter, here) => exportManualHistory(here, filter),

  'manual.addPicture': commandHandler<'manual.addPicture', KeptPicture>({
    prepare: (asked, here) => preparePicture(here, asked),
    write(writer, asked, picture) {
      const pictureId = addPicture(writer, asked, picture);
      const { width, height, bytes } = picture;
      const message =
        'The picture is kept with this step. If it shows a password, a card or a guest’s papers, say so to the owner: it must not stay.';
      return { message, pictureId, width, height, bytes: bytes.length };
    },
    after: (_input, _output, _prepared, here) => here.announce(['checklists']),
  }),
  'manual.picture': ({ pictureId }, here) => readPicture(here, pictureId),
} satisfies Partial<Handlers>;
