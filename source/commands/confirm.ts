import {capitalized} from '../domain/act/sentences.js';
import {manyHits} from '../domain/act/plan.js';
import {Refusal} from '../domain/refusal.js';
import {type Streams} from './command.js';
import {safeLine} from '../text/safe-text.js';

/** The first line of the input, or `undefined` if it ends. */
const firstLine = async (input: Streams['stdin']): Promise<string | undefined> => {
	const {createInterface} = await import('node:readline');
	const lines = createInterface({input, terminal: false});
	try {
		for await (const line of lines) return line;
		return undefined;
	} finally {
		lines.close();
	}
};

/**
Asks whether to carry out an order.
@param order such as `transfer 12 sessions to Support`
@throws Refusal if the answer is not `yes`, or the count if there are many
*/
export const confirm = async ({stdin, stderr}: Streams, order: string, count: number): Promise<void> => {
	const expected = count < manyHits ? 'yes' : String(count);
	stderr.write(safeLine(`${capitalized(order)}? Type ${expected} to do it: `));
	const answer = await firstLine(stdin);
	if (answer?.trim().toLowerCase() !== expected)
		throw new Refusal(`Nothing was changed: the answer was not “${expected}”.`);
};

/**
Asks something that has more answers than yes.
@param question with the answers that it takes
@throws Refusal if the answer is none of them
*/
export const choose = async <const Answer extends string>(
	{stdin, stderr}: Streams,
	question: string,
	answers: readonly Answer[],
): Promise<Answer> => {
	stderr.write(safeLine(`${question}: `));
	const told = await firstLine(stdin);
	const answer = answers.find(each => each === told?.trim().toLowerCase());
	if (answer !== undefined) return answer;
	throw new Refusal(
		`Nothing was changed: the answer was not ${answers.map(each => `“${each}”`).join(' or ')}.`,
	);
};
