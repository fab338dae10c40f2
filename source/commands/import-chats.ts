import {UsageRefusal} from '../domain/refusal.js';
import {type DateOrder} from '../exchange/chats/date-order.js';
import {dialectOf, wantedBy} from '../exchange/chats/dialects.js';
import {readChats} from '../exchange/chats/read-chats.js';
import {type ChatSource} from '../exchange/chats/source-names.js';
import {zoneOf} from '../exchange/chats/zone.js';
import {type ImportInput} from '../exchange/read/import-input.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {importBatches} from './import-batches.js';
import {printLine} from './output.js';

interface ChatFlags {
	readonly self?: readonly string[] | undefined;
	readonly zone?: string | undefined;
	readonly dates?: DateOrder | undefined;
	readonly map?: string | undefined;
}

/** Imports the exports of another system than a PBX; what is larger than the memory, as several changes. */
export const importChats = async (
	context: Context,
	inputs: readonly ImportInput[],
	source: ChatSource,
	{self = [], zone, dates, map}: ChatFlags,
): Promise<number> => {
	const dialect = dialectOf(source);
	const wanted = wantedBy(dialect, inputs);
	if (wanted.length === 0)
		throw new UsageRefusal(`None of the ${counted(inputs.length, 'file')} there is one of ${source}.`);
	const options = {self, zone: zoneOf(zone), dates, map, now: context.machine.now()};
	if (wanted.length < inputs.length && !context.flags.json)
		printLine(
			context.stderr,
			`chatlogs: ${counted(inputs.length - wanted.length, 'other file')} passed over`,
		);
	return importBatches(context, readChats(dialect, wanted, options));
};
