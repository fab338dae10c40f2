import {Directory, emptyDirectory, type Owner} from '../domain/directory.js';
import {handlerLabel} from '../domain/handler.js';
import {UsageRefusal} from '../domain/refusal.js';
import {fileInputs, type ImportInput, streamInput} from '../exchange/read/import-input.js';
import {readYeastar, type YeastarReading} from '../exchange/yeastar/read-yeastar.js';
import {ImportRefusal, importSessions, type ImportReport} from '../storage/import-sessions.js';
import {isStore} from '../storage/open-store.js';
import {counted, formatCount} from '../text/count.js';
import {type Country} from '../text/phone-number.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {makeStore} from './new-store.js';
import {printJson, printLine} from './output.js';
import {sessionProgress} from './progress.js';
import {tidyUp, withStore} from './with-store.js';

const flags = {
	completeLists: {
		type: 'boolean',
		explanation: 'the lists of extensions and queues are complete: an owner that is missing was deleted',
	},
} as const satisfies Flags;

/** Refused records that are named; the rest is counted. --json names all. */
const named = 20;

const readInputs = async ({input, stdin}: Context<typeof flags>): Promise<readonly ImportInput[]> => {
	if (input.length === 0) throw new UsageRefusal('Name a file to import, or - to read stdin.');
	const inputs: ImportInput[] = [];
	for (const file of input)
		inputs.push(...(file === '-' ? [streamInput(stdin, 'stdin')] : await fileInputs(file)));
	return inputs;
};

type Counts = Pick<ImportReport['summary'], 'added' | 'changed' | 'unchanged' | 'kept' | 'trashed'>;

type Told = Pick<ImportReport, 'change' | 'refused' | 'newOwners'> & {readonly summary: Counts};

const counts = ({added, changed, unchanged, kept, trashed}: Counts): readonly string[] => [
	`${formatCount(added)} new`,
	`${formatCount(changed)} changed`,
	`${formatCount(unchanged)} unchanged`,
	...(kept > 0 ? [`${formatCount(kept)} kept because of a local act`] : []),
	...(trashed > 0 ? [`${counted(trashed, 'new message')} of sessions in the trash`] : []),
];

/** `2 new owners: extension 1003 Ann Lee, queue Support`. */
const ownersText = (owners: readonly Owner[]): string => {
	const labels = owners.slice(0, named).map(owner => `${owner.kind} ${handlerLabel(owner)}`);
	const more = owners.length > named ? ` and ${owners.length - named} more` : '';
	return `${counted(owners.length, 'new owner')}: ${labels.join(', ')}${more}`;
};

const report = (
	{flags: {json}, stdout, stderr}: Context<typeof flags>,
	{change, summary, refused, newOwners}: Told,
): number => {
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
		printLine(stdout, `${done} ${counts(summary).join(', ')}.`);
		if (newOwners.length > 0) printLine(stderr, `chatlogs: ${ownersText(newOwners)}`);
		for (const {origin, reason} of refused.slice(0, named))
			printLine(stderr, `chatlogs: refused ${origin}: ${reason}`);
		if (refused.length > named)
			printLine(stderr, `chatlogs: refused ${refused.length - named} more; --json names all`);
	}

	return refused.length === 0 ? exitCode.done : exitCode.refused;
};

const nothing = {added: 0, changed: 0, unchanged: 0, kept: 0, trashed: 0};

const isEmpty = ({sessions, facts}: YeastarReading): boolean =>
	sessions.length === 0 && Object.keys(facts).length === 0;

export const importFiles = defineCommand({
	name: 'import',
	summary: 'take in answers and events of the PBX’s API, as JSON; the same file twice changes nothing',
	usage: ['import FILE… [--complete-lists]', 'import -'],
	flags,
	examples: [
		{
			line: 'import answers/*.json',
			explanation:
				'what message_session/list, message/get, extension/list and message_queue/list gave, as one import',
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
			// A file that was named by mistake is no reason to make a store.
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
