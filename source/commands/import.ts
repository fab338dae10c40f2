import {Directory, emptyDirectory} from '../domain/directory.js';
import {UsageRefusal} from '../domain/refusal.js';
import {dateOrders} from '../exchange/chats/date-order.js';
import {type SourceName, sourceNames} from '../exchange/chats/source-names.js';
import {fileInputs} from '../exchange/read/import-files.js';
import {type ImportInput, streamInput} from '../exchange/read/import-input.js';
import {readYeastar, type YeastarReading} from '../exchange/yeastar/read-yeastar.js';
import {ImportRefusal, importSessions} from '../storage/import-sessions.js';
import {isStore} from '../storage/open-store.js';
import {type Country} from '../text/phone-number.js';
import {type Context, defineCommand, type Flags} from './command.js';
import {makeStore} from './new-store.js';
import {sessionProgress} from './progress.js';
import {nothingImported, reportImport} from './report-import.js';
import {tidyUp, withStore} from './with-store.js';

const flags = {
	completeLists: {
		type: 'boolean',
		explanation: 'the lists of extensions and queues are complete: an owner that is missing was deleted',
	},
	from: {
		type: 'string',
		value: 'SYSTEM',
		choices: sourceNames,
		explanation: `the system that the files are exports of, if that is not seen from them: ${sourceNames.join(', ')}`,
	},
	self: {
		type: 'string',
		value: 'NAME',
		isMultiple: true,
		explanation: 'who the company is in chats of other systems: its name or number there',
	},
	zone: {
		type: 'string',
		value: 'ZONE',
		explanation:
			'the time zone of times that are written without one, such as Europe/Berlin; yours by default',
	},
	dates: {
		type: 'string',
		value: 'ORDER',
		choices: dateOrders,
		explanation: 'the order of day, month and year, where the files leave it open: dmy, mdy or ymd',
	},
	map: {
		type: 'string',
		value: 'COLUMNS',
		explanation: 'the columns of a table: at=HEADER,from=HEADER,text=HEADER …',
	},
} as const satisfies Flags;

const sourceOf = async (
	inputs: readonly ImportInput[],
	{from, map}: Context<typeof flags>['flags'],
): Promise<SourceName> => {
	if (from !== undefined) return from;
	if (map !== undefined) return 'csv';
	const {detectSource} = await import('../exchange/chats/dialects.js');
	return detectSource(inputs);
};

const readInputs = async ({input, stdin}: Context<typeof flags>): Promise<readonly ImportInput[]> => {
	if (input.length === 0) throw new UsageRefusal('Name a file to import, or - to read stdin.');
	let inputs: readonly ImportInput[] = [];
	for (const file of input)
		inputs = [...inputs, ...(file === '-' ? [streamInput(stdin.stream(), 'stdin')] : await fileInputs(file))];
	return inputs;
};

const isEmpty = ({sessions, facts}: YeastarReading): boolean =>
	sessions.length === 0 && Object.keys(facts).length === 0;

/** Imports what a PBX told. */
const importAnswers = async (
	context: Context<typeof flags>,
	inputs: readonly ImportInput[],
): Promise<number> => {
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
		if (isEmpty(reading)) return reportImport(context, {...nothingImported, refused: reading.refused});
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
					reportImport(context, {...nothingImported, refused: error.refused});
				throw error;
			})
			.finally(progress.end);
		const changes = done.change ? [done.change.n] : [];
		const code = reportImport(context, {...done, changes});
		await tidyUp(store, actor);
		return code;
	});
};

export const importFiles = defineCommand({
	name: 'import',
	summary:
		'take in answers and events of a PBX’s API, exports of another system, or what chatlogs exported as JSON; taking in a file twice changes nothing',
	usage: [
		'import FILE… [--complete-lists]',
		'import FILE… --from SYSTEM [--self NAME] [--zone ZONE] [--dates ORDER] [--map COLUMNS]',
		'import -',
	],
	flags,
	examples: [
		{
			line: 'import answers/*.json',
			explanation:
				'the answers of message_session/list, message/get, extension/list and message_queue/list, as one import',
		},
		{line: 'import dump.json --complete-lists', explanation: 'owners missing from its lists were deleted'},
		{
			line: 'import "WhatsApp Chat with Anna.zip" --zone Europe/Berlin',
			explanation: 'a chat that WhatsApp exported; see: chatlogs help other-systems',
		},
		{
			line: 'import all.ndjson.gz',
			explanation: 'what chatlogs export --format ndjson wrote, also from stdin',
		},
	],
	async run(context) {
		const inputs = await readInputs(context);
		const source = await sourceOf(inputs, context.flags);
		if (source === 'yeastar') return importAnswers(context, inputs);
		if (context.flags.completeLists)
			throw new UsageRefusal(`--complete-lists is for lists of a PBX, and these files are of ${source}.`);
		if (source === 'chatlogs') {
			const {importExports} = await import('./import-exports.js');
			return importExports(context, inputs);
		}

		const {importChats} = await import('./import-chats.js');
		return importChats(context, inputs, source, context.flags);
	},
});
