import {didYouMean} from '../domain/language/nearest.js';
import {UsageRefusal} from '../domain/refusal.js';
import {readPage, readTopics, type Topic} from '../manual/pages.js';
import {terminalText} from '../manual/terminal-text.js';
import {type Context, defineCommand, exitCode} from './command.js';
import {commandHelp, topicsHelp} from './help-text.js';
import {printJson, terminalWidth} from './output.js';

/** The page made readable for a terminal; elsewhere the Markdown itself. */
const shown = (page: string, {stdout, environment}: Context): string => {
	if (!stdout.isTTY) return page;
	const isStyled = !environment.NO_COLOR && environment.TERM !== 'dumb';
	return terminalText(page, {columns: terminalWidth(stdout), isStyled});
};

const unknown = async (
	name: string,
	topics: readonly Topic[],
	{commands}: Pick<Context, 'commands'>,
): Promise<UsageRefusal> => {
	const all = await commands();
	const names = [...topics, ...all].map(each => each.name);
	const inPages = topics.filter(topic => readPage(topic.name)!.toLowerCase().includes(name));
	const near = didYouMean(name, names);
	const elsewhere =
		inPages.length === 0 ? '' : ` The word is in ${inPages.map(each => each.name).join(', ')}.`;
	return new UsageRefusal(
		`There is no topic or command ${name}${near || '.'}${elsewhere} chatlogs help lists the topics.`,
	);
};

/** Topics by the words that people look for, and the pages that tell of them. */
const otherNames: ReadonlyMap<string, readonly string[]> = new Map([
	['retention', ['keeping']],
	['formats', ['import', 'other-systems', 'export']],
]);

/** All that the manual tells of a topic; `undefined` if there is none. */
const pagesOn = (topic: string): string | undefined =>
	otherNames
		.get(topic)
		?.map(name => readPage(name)!)
		.join('\n') ?? readPage(topic);

export const help = defineCommand({
	name: 'help',
	summary: 'the manual: its topics, one page of it, or what a command does',
	usage: ['help [TOPIC | COMMAND] [--json]'],
	isWithoutStore: true,
	get words() {
		return readTopics().map(({name}) => name);
	},
	flags: {},
	examples: [
		{line: 'help', explanation: 'the topics'},
		{line: 'help filter', explanation: 'the filter language'},
		{line: 'help keys | less', explanation: 'a page at a time, as Markdown'},
	],
	async run(context) {
		const {input, flags, stdout} = context;
		const name = input.join('-').toLowerCase();
		const topics = readTopics();
		if (name === '') {
			if (flags.json) printJson(stdout, {topics});
			else stdout.write(topicsHelp(topics));
			return exitCode.done;
		}

		// A topic may share its name with a command; then both page and usage are printed.
		const page = pagesOn(name);
		const command = await context.command(name);
		if (page === undefined && command === undefined) throw await unknown(name, topics, context);
		const usage = command && commandHelp(command);
		if (flags.json) printJson(stdout, {topic: name, page, usage});
		else stdout.write([page && shown(page, context), usage].filter(Boolean).join('\n'));
		return exitCode.done;
	},
});
