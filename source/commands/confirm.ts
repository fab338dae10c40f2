import {capitalized} from '../domain/act/sentences.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {canAsk, printLine} from './output.js';
import {type Streams} from './streams.js';
import {safeLine} from '../text/safe-text.js';

/** The first line of the input, or `undefined` if it ends. */
const firstLine = async (stdin: Streams['stdin']): Promise<string | undefined> => {
	const input = stdin.stream();
	// Nothing would ever tell of an end that came before.
	if (input.readableEnded) return undefined;
	const {createInterface} = await import('node:readline');
	const lines = createInterface({input, terminal: false});
	try {
		for await (const line of lines) return line;
		return undefined;
	} finally {
		lines.close();
	}
};

/** The answer as it is compared; `undefined` if there is none. */
const answerTo = async (
	question: string,
	{stdin, stderr}: Pick<Streams, 'stdin' | 'stderr'>,
): Promise<string | undefined> => {
	stderr.write(safeLine(question));
	const answer = await firstLine(stdin);
	// No line end was typed.
	if (answer === undefined) stderr.write('\n');
	return answer?.trim().toLowerCase();
};

/**
Asks whether to do it; `y` and `yes` are yes, or only the count where one is asked for; all else is no.
@param question such as `Transfer 12 sessions to Support?`
@param notDone what the answer no comes to, such as `Not transferred.`
@param count to be typed, so that nobody agrees by habit
@throws Refusal that says `notDone` if the answer is no
*/
export const confirm = async (
	streams: Pick<Streams, 'stdin' | 'stderr'>,
	question: string,
	notDone: string,
	count?: number,
): Promise<void> => {
	const answers = count === undefined ? ['y', 'yes'] : [String(count)];
	const answer = await answerTo(`${question} Type ${answers[0]!} to do it: `, streams);
	if (answer === undefined || !answers.includes(answer)) throw new Refusal(notDone);
};

/**
Asks whether to carry out an order, such as `delete all of it`.
@param details told before the question, a line each
@throws UsageRefusal if nobody can be asked
@throws Refusal that says `notDone` if the answer is no
*/
export const confirmOrder = async (
	streams: Streams,
	order: string,
	notDone: string,
	details: readonly string[] = [],
): Promise<void> => {
	if (!canAsk(streams))
		throw new UsageRefusal(`This would ${order}. Without a terminal, chatlogs cannot ask: add --yes.`);
	for (const line of details) printLine(streams.stderr, line);
	await confirm(streams, `${capitalized(order)}?`, notDone);
};

/**
Asks something that has more answers than yes.
@param question with the answers that it takes
@throws Refusal if the answer is none of them
*/
export const choose = async <const Answer extends string>(
	streams: Pick<Streams, 'stdin' | 'stderr'>,
	question: string,
	answers: readonly Answer[],
): Promise<Answer> => {
	const told = await answerTo(`${question}: `, streams);
	const answer = answers.find(each => each === told);
	if (answer !== undefined) return answer;
	throw new Refusal(
		`Nothing was changed: the answer was not ${answers.map(each => `“${each}”`).join(' or ')}.`,
	);
};
