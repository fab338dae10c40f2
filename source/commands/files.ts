import path from 'node:path';
import {type MessageFile} from '../domain/message.js';
import {checkFile, writeExport} from '../exchange/export/export-file.js';
import {keptFileKey, KeptFiles, type KeptFile, type Missing} from '../storage/kept-files.js';
import {type Store} from '../storage/store.js';
import {counted, formatBytes} from '../text/count.js';
import {fileName} from '../text/file-name.js';
import {formatTime} from '../text/time.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {readOnlyId} from './ids.js';
import {printJson, printLine} from './output.js';
import {printTable} from './print-table.js';
import {withHistory, withStore} from './with-store.js';

const flags = {
	save: {
		type: 'string',
		value: 'DIR',
		explanation: 'write the files that are here into that folder; replaces none',
	},
} as const satisfies Flags;

interface ListedFile {
	readonly message: number;
	readonly index: number;
	readonly at: number;
	readonly file: MessageFile;
	readonly kept: KeptFile | undefined;
}

const reasons: Readonly<Record<Missing, string>> = {
	'no address': 'the PBX names no address',
	elsewhere: 'its address is not on the PBX',
	gone: 'no longer on the PBX',
	'too large': 'larger than 25 MB',
	'no room': 'beyond the quota of the store',
};

const stateOf = ({kept}: ListedFile): string =>
	kept === undefined ? 'not fetched' : kept.missing === undefined ? 'here' : reasons[kept.missing];

const listed = (store: Store, session: number): readonly ListedFile[] => {
	const {history} = withHistory(store, session);
	const deleted = store.deletedMessages(session);
	const known = new KeptFiles(store.files, store.folder).read();
	return history.messages
		.filter(({id}) => !deleted.has(id))
		.flatMap(({id: message, at, files = []}) =>
			files.map((file, index) => ({
				message,
				index,
				at,
				file,
				kept: known.get(keptFileKey({session, message, index})),
			})),
		);
};

const sizeText = ({file, kept}: ListedFile): string => {
	const size = kept?.size ?? file.size;
	return size === undefined ? '' : formatBytes(size);
};

const columns = [
	{title: 'Message', cell: ({message}: ListedFile) => String(message), align: 'right' as const},
	{title: 'Time', cell: ({at}: ListedFile) => formatTime(at)},
	{title: 'Name', cell: ({file}: ListedFile) => file.name, canShrink: true as const},
	{title: 'Size', cell: sizeText, align: 'right' as const},
	{title: 'State', cell: stateOf},
];

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield await Promise.resolve(bytes);
}

/**
Writes the files that are here. Their names begin with the message, so that files of the same name do not collide.
@returns how many were written
@throws UsageRefusal before any is, if one is there already
*/
const save = async (store: Store, files: readonly ListedFile[], folder: string): Promise<number> => {
	const keptFiles = new KeptFiles(store.files, store.folder);
	const here = files
		.filter(({kept}) => kept?.digest !== undefined)
		.map(({message, index, file, kept}) => ({
			digest: kept!.digest!,
			file: path.join(folder, `${message}-${index + 1}-${fileName(file.name)}`),
			storeFolder: store.folder,
			mayReplace: false,
		}));
	for (const output of here) checkFile(output);
	for (const output of here) await writeExport(output, whole(keptFiles.bytes(output.digest)));

	return here.length;
};

const print = (
	{flags: {json}, stdout}: Context<typeof flags>,
	session: number,
	files: readonly ListedFile[],
): void => {
	if (!json) {
		printTable(stdout, columns, files);
		return;
	}

	printJson(stdout, {
		session,
		files: files.map(listed => ({
			message: listed.message,
			name: listed.file.name,
			size: listed.kept?.size ?? listed.file.size ?? null,
			sha256: listed.kept?.digest ?? null,
			state: stateOf(listed),
		})),
	});
};

export const files = defineCommand({
	name: 'files',
	summary: 'the files in the messages of a session, and whether they were fetched',
	usage: ['files ID [--save DIR] [--json]'],
	numbers: 'first',
	flags,
	examples: [
		{line: 'files 3073', explanation: 'name, size, and whether it is here'},
		{line: 'files 3073 --save /tmp/evidence', explanation: 'write those that are here into that folder'},
	],
	async run(context) {
		const id = readOnlyId(context);
		const {save: folder} = context.flags;
		return withStore(context, async store => {
			const found = listed(store, id);
			print(context, id, found);
			if (folder === undefined) return exitCode.done;
			const saved = await save(store, found, folder);
			printLine(
				context.stderr,
				`chatlogs: ${saved} of ${counted(found.length, 'file')} written to ${folder}`,
			);
			return saved === found.length ? exitCode.done : exitCode.refused;
		});
	},
});
