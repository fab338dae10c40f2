import {UsageRefusal} from '../domain/refusal.js';
import {type DateOrder} from '../exchange/chats/date-order.js';
import {dialectOf, wantedBy} from '../exchange/chats/dialects.js';
import {type ChatBatch, readChats} from '../exchange/chats/read-chats.js';
import {type SourceName} from '../exchange/chats/source-names.js';
import {zoneOf} from '../exchange/chats/zone.js';
import {type ImportInput} from '../exchange/read/import-input.js';
import {type ImportReport, importSessions} from '../storage/import-sessions.js';
import {isStore} from '../storage/open-store.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {makeStore} from './new-store.js';
import {printLine} from './output.js';
import {sessionProgress} from './progress.js';
import {nothingImported, reportImport, type ToldImport} from './report-import.js';
import {tidyUp, withStore} from './with-store.js';

export interface ChatFlags {
	readonly self?: readonly string[] | undefined;
	readonly zone?: string | undefined;
	readonly dates?: DateOrder | undefined;
	readonly map?: string | undefined;
}

/** A file that goes on in the next change is told with its digest there. */
const sourcesOf = async ({inputs, goesOn}: ChatBatch): Promise<ImportReport['summary']['sources']> =>
	Promise.all(
		inputs.map(async (input, index) =>
			goesOn && index === inputs.length - 1
				? {name: input.name.split(/[/\\]/).at(-1)!, digest: ''}
				: input.source(),
		),
	);

const added = (sum: ToldImport, {change, summary, refused, newOwners}: ImportReport): ToldImport => ({
	changes: [...sum.changes, ...(change ? [change.n] : [])],
	summary: {
		added: sum.summary.added + summary.added,
		changed: sum.summary.changed + summary.changed,
		unchanged: sum.summary.unchanged + summary.unchanged,
		kept: sum.summary.kept + summary.kept,
		trashed: sum.summary.trashed + summary.trashed,
	},
	refused: [...sum.refused, ...refused],
	newOwners: [...sum.newOwners, ...newOwners],
});

const importBatches = async (
	context: Context,
	first: ChatBatch,
	others: AsyncGenerator<ChatBatch, undefined>,
): Promise<ToldImport> =>
	withStore(context, async store => {
		const progress = sessionProgress(context.stderr);
		let sum: ToldImport = nothingImported;
		try {
			for (let batch: ChatBatch | undefined = first; batch;) {
				const {chats, refused} = batch;
				const done: ImportReport = await importSessions(store, context.actor, {
					facts: {kind: 'archive'},
					sessions: [],
					chats,
					refused,
					sources: await sourcesOf(batch),
					onProgress: sessions => progress.update(sum.summary.added + sessions),
				});
				sum = added(sum, done);
				const next: IteratorResult<ChatBatch, undefined> = await others.next();
				batch = next.value;
			}
		} finally {
			progress.end();
		}

		await tidyUp(store, context.actor);
		return sum;
	});

/** Imports the exports of another system than a PBX; what is larger than the memory, as several changes. */
export const importChats = async (
	context: Context,
	inputs: readonly ImportInput[],
	source: Exclude<SourceName, 'yeastar'>,
	{self = [], zone, dates, map}: ChatFlags,
): Promise<number> => {
	const dialect = dialectOf(source);
	const wanted = wantedBy(dialect, inputs);
	if (wanted.length === 0)
		throw new UsageRefusal(`None of the ${counted(inputs.length, 'file')} there is one of ${source}.`);
	const options = {self, zone: zoneOf(zone), dates, map, now: context.machine.now()};
	const batches = readChats(dialect, wanted, options);
	const {value: first} = (await batches.next()) as IteratorYieldResult<ChatBatch>;
	if (wanted.length < inputs.length && !context.flags.json)
		printLine(
			context.stderr,
			`chatlogs: ${counted(inputs.length - wanted.length, 'other file')} passed over`,
		);
	// Make no store for a file that was named by mistake.
	if (!isStore(context.machine.files, context.folder)) {
		if (first.chats.length === 0) return reportImport(context, {...nothingImported, refused: first.refused});
		await makeStore(context);
	}

	return reportImport(context, await importBatches(context, first, batches));
};
