import {Directory, emptyDirectory} from '../domain/directory.js';
import {UsageRefusal} from '../domain/refusal.js';
import {fileInputs, type ImportInput, streamInput} from '../exchange/read/import-input.js';
import {readYeastar, type YeastarReading} from '../exchange/yeastar/read-yeastar.js';
import {ImportRefusal, importSessions, type ImportReport} from '../storage/import-sessions.js';
import {isStore} from '../storage/open-store.js';
import {type Country} from '../text/phone-number.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {makeStore} from './new-store.js';
import {printJson, printLine} from './output.js';
import {sessionProgress} from './progress.js';
import {type ImportCounts, importCountsText, tellBeside} from './report-import.js';
import {tidyUp, withStore} from './with-store.js';

const flags = {
	completeLists: {
		type: 'boolean',
		explanation: 'the lists of extensions and queues are complete: an owner that is missing was deleted',
	},
} as const satisfies Flags;

const readInputs = async ({input, stdin}: Context<typeof flags>): Promise<readonly ImportInput[]> => {
	if (input.length === 0) throw new UsageRefusal('Name a file to import, or - to read stdin.');
	const inputs: ImportInput[] = [];
	for (const file of input)
		inputs.push(...(file === '-' ? [streamInput(stdin, 'stdin')] : await fileInputs(file)));
	return inputs;
};

type Told = Pick<ImportReport, 'change' | 'refused' | 'newOwners'> & {readonly summary: ImportCounts};

const report = (
	{flags: {json, quiet}, stdout, stderr}: Context<typeof flags>,
	{change, summary, refused, newOwners}: Told,
): number => {
	const isNothing = change === undefined && refused.length === 0;
	if (quiet && isNothing) return exitCode.done;
	if (json) {
		const {added, changed, unchanged, kept, trashed} = summary;
		printJson(stdout, {
			change: change?.n ?? null,
			added,
			changed,
			unchanged,
			kept,
			trashed,
			newOwners,
			refused: refused.map(({origin, reason}) => ({place: origin, reason})),
		});
	} else {
		const done = change === undefined ? 'Nothing new:' : `Change ${change.n}: imported`;
		printLine(stdout, `${done} ${importCountsText(summary)}.`);
		tellBeside(stderr, {newOwners, refused});
	}

	return refused.length === 0 ? exitCode.done : exitCode.refused;
};

const nothing = {added: 0, changed: 0, unchanged: 0, kept: 0, trashed: 0};

const isEmpty = ({sessions, facts}: YeastarReading): boolean =>
	sessions.length === 0 && Object.keys(facts).length === 0;

export const importFiles = defineCommand({
	name: 'import',
	summary: 'take in answers and events of the PBX’s API, as JSON; taking in a file twice changes nothing',
	usage: ['import FILE… [--complete-lists]', 'import -'],
	flags,
	examples: [
		{
			line: 'import answers/*.json',
			explanation:
				'the answers of message_session/list, message/get, extension/list and message_queue/list, as one import',
		},
		{line: 'import dump.json --complete-lists', explanation: 'owners missing from its lists were deleted'},
	],
	async run(context) {
		const inputs = await readInputs(context);
		const {folder, machine, flags, actor, stderr} = context;
		const read = async (directory: Directory, country?: Country): Promise<YeastarReading> =>
			readYeastar(inputs, {
				directory,
				country,
				completeLists: flags.completeLists === true,
				now: machine.now(),
			});
		let reading: YeastarReading | undefined;
		if (!isStore(machine.files, folder)) {
			reading = await read(new Directory(emptyDirectory));
			// Make no store for a file that was named by mistake.
			if (isEmpty(reading))
				return report(context, {change: undefined, summary: nothing, newOwners: [], ...reading});
			await makeStore(context);
		}

		return withStore(context, async store => {
			const progress = sessionProgress(stderr);
			const done = await importSessions(store, actor, {
				...(reading ?? (await read(store.directory, store.table.country))),
				sources: await Promise.all(inputs.map(async input => input.source())),
				onProgress: progress.update,
			})
				.catch((error: unknown) => {
					if (error instanceof ImportRefusal)
						report(context, {change: undefined, summary: nothing, newOwners: [], refused: error.refused});
					throw error;
				})
				.finally(progress.end);
			const code = report(context, done);
			await tidyUp(store, actor);
			return code;
		});
	},
});
