import {exportsAmong} from '../exchange/chats/dialects.js';
import {readExports} from '../exchange/chatlogs/read-exports.js';
import {type ImportInput} from '../exchange/read/import-input.js';
import {type Context} from './command.js';
import {importBatches} from './import-batches.js';

/** Imports what chatlogs exported as JSON or JSON Lines. */
export const importExports = async (context: Context, inputs: readonly ImportInput[]): Promise<number> =>
	importBatches(context, readExports(exportsAmong(inputs)));
