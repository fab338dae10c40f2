import {Directory, emptyDirectory} from '../domain/directory.js';
import {type CompletionFacts} from '../domain/language/complete.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {SessionTable} from '../domain/table/session-table.js';
import {safeLine} from '../text/safe-text.js';
import {type Site} from '../domain/site.js';
import {openStore} from '../storage/open-store.js';
import {SiteBook} from '../storage/site-book.js';
import {type Candidate, candidatesFor, type StoreNaming} from './completion-candidates.js';
import {completionScripts} from './completion-scripts.js';
import {type Context, defineCommand, exitCode} from './command.js';
import {whichStore} from './which-store.js';
import {readShellWords, shellEscaped, type ShellWord} from './shell-words.js';

const shells = Object.keys(completionScripts) as readonly (keyof typeof completionScripts)[];

/** Closes the store without waiting for its sessions, since extensions, queues and channels are there at once. */
const readFacts = async (context: Context, named: StoreNaming): Promise<CompletionFacts> => {
	const {machine, environment, dataFolder, sender} = context;
	const flags = {...context.flags, ...named};
	try {
		const {folder} = whichStore({flags, environment, dataFolder, configFolder: sender.configFolder, machine});
		const store = await openStore(folder, machine);
		await store.close();
		return store;
	} catch (error) {
		// Errors do not belong in completion; the command itself will report this one.
		if (!(error instanceof Refusal)) throw error;
		return {table: new SessionTable(), directory: new Directory(emptyDirectory)};
	}
};

const readSites = ({machine, sender}: Context): readonly Site[] => {
	try {
		return new SiteBook(machine, sender.configFolder).read();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return [];
	}
};

/**
A candidate for readline, which replaces only the text after the last word-breaking character, and with `nospace`
neither escapes nor ends the word.
*/
const forBash = ({text}: Candidate, word: ShellWord, replaced: string): string => {
	const kept = word.text.length - replaced.length;
	const isWhole = word.openQuote === '' && !/[:=]$/.test(text);
	return shellEscaped(text.slice(kept), word.openQuote) + (isWhole ? ' ' : '');
};

const candidateLines = async (
	context: Context,
	shell: (typeof shells)[number],
	[line, replaced]: readonly string[],
): Promise<readonly string[]> => {
	const words = readShellWords(line!).slice(1);
	const word = words.at(-1);
	if (word === undefined) return [];
	const candidates = await candidatesFor(
		words.map(({text}) => text),
		{
			commands: await context.commands(),
			facts: async named => readFacts(context, named),
			sites: () => readSites(context),
		},
	);
	// The sign for a hidden character would be inserted literally, and mean something else.
	const found = candidates.filter(({text}) => safeLine(text) === text);
	if (shell !== 'bash') return found.map(({text, hint}) => `${text}\t${safeLine(hint)}`);
	// The user completes a word that is already escaped.
	if (!word.text.endsWith(replaced ?? '')) return [];
	return found.map(candidate => forBash(candidate, word, replaced ?? ''));
};

export const completion = defineCommand({
	name: 'completion',
	summary:
		'the script with which Tab completes commands, flags, filters, destinations and topics in bash, zsh or fish',
	usage: ['completion bash | zsh | fish', 'completion SHELL -- LINE [WORD]'],
	isWithoutStore: true,
	words: shells,
	flags: {},
	examples: [
		{line: 'completion bash >> ~/.bashrc', explanation: 'for every bash from now on'},
		{line: 'completion zsh > ~/.zfunc/_chatlogs', explanation: 'in a folder of fpath'},
		{
			line: 'completion fish > ~/.config/fish/completions/chatlogs.fish',
			explanation: 'where fish looks by itself',
		},
		{
			line: "completion fish -- 'chatlogs list --f'",
			explanation: 'what the script asks: which words can come last',
		},
	],
	async run(context) {
		const {input, flags, stdout} = context;
		const [name, ...line] = input;
		const shell = shells.find(each => each === name);
		if (shell === undefined) throw new UsageRefusal(`Name your shell: ${shells.join(', ')}.`);
		if (flags.json) throw new UsageRefusal('completion prints what a shell reads: leave out --json.');
		if (line.length > 2) throw new UsageRefusal(`“${line[2]!}” was not expected here.`);
		if (line.length === 0) {
			stdout.write(completionScripts[shell]);
			return exitCode.done;
		}

		const lines = await candidateLines(context, shell, line);
		stdout.write(lines.map(each => `${each}\n`).join(''));
		return exitCode.done;
	},
});
