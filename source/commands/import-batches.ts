import {type Batch} from '../exchange/chats/batch.js';
import {type ImportReport, importSessions} from '../storage/import-sessions.js';
import {isStore} from '../storage/open-store.js';
import {type Context} from './command.js';
import {makeStore} from './new-store.js';
import {sessionProgress} from './progress.js';
import {nothingImported, reportImport, type ToldImport} from './report-import.js';
import {tidyUp, withStore} from './with-store.js';

/** A file that goes on in the next change is told with its digest there. */
const sourcesOf = async ({inputs, goesOn}: Batch): Promise<ImportReport['summary']['sources']> =>
	Promise.all(
		inputs.map(async (input, index) =>
			goesOn && index === inputs.length - 1
				? {name: input.name.split(/[/\\]/).at(-1)!, digest: ''}
				: input.source(),
		),
	);

const added = (
	sum: ToldImport,
	{change, summary, refused, newOwners, holds, keptOut}: ImportReport,
): ToldImport => ({
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
	holds: [...(sum.holds ?? []), ...holds],
	keptOut: (sum.keptOut ?? 0) + keptOut,
});

const takeBatches = async (
	context: Context,
	first: Batch,
	others: AsyncGenerator<Batch, undefined>,
): Promise<ToldImport> =>
	withStore(context, async store => {
		const progress = sessionProgress(context.stderr);
		let sum: ToldImport = nothingImported;
		try {
			for (let batch: Batch | undefined = first; batch;) {
				const {facts, sessions, chats, refused} = batch;
				const done: ImportReport = await importSessions(store, context.actor, {
					facts,
					sessions,
					...(chats && {chats}),
					refused,
					sources: await sourcesOf(batch),
					onProgress: count => progress.update(sum.summary.added + count),
				});
				sum = added(sum, done);
				const next: IteratorResult<Batch, undefined> = await others.next();
				batch = next.value;
			}
		} finally {
			progress.end();
		}

		await tidyUp(store, context.actor);
		return sum;
	});

/** Imports batch by batch, each as a change of its own, and resolves to the exit code. */
export const importBatches = async (
	context: Context,
	batches: AsyncGenerator<Batch, undefined>,
): Promise<number> => {
	const {value: first} = (await batches.next()) as IteratorYieldResult<Batch>;
	// Make no store for a file that was named by mistake.
	if (!isStore(context.machine.files, context.folder)) {
		const isEmpty = [...first.sessions, ...(first.chats ?? [])].length === 0;
		if (isEmpty) return reportImport(context, {...nothingImported, refused: first.refused});
		await makeStore(context);
	}

	return reportImport(context, await takeBatches(context, first, batches));
};
