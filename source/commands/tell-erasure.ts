import {type Erasure} from '../domain/erase/erasure-place.js';
import {type Erasing} from '../storage/erase/erase-person.js';
import {counted} from '../text/count.js';
import {type Output} from './command.js';
import {printLine} from './output.js';

const listed = (ids: readonly number[], most: number): string =>
	ids.length > most ? `${ids.slice(0, most).join(' ')} …` : ids.join(' ');

const whyLabels = {name: 'the same name', number: 'a number that may be the same'} as const;

/** Tells what would go, and what may be the person's as well. */
export const tellErasing = (output: Output, erasing: Erasing, most: number): void => {
	const {sessions, messages, mentions, candidates, words, held, unread} = erasing;
	const line = (text: string): void => printLine(output, text);
	line(
		sessions.length === 0
			? 'No session of this customer is here.'
			: `Sessions of this customer: ${listed(sessions, most)}`,
	);
	for (const [id, ids] of messages)
		line(`In session ${id}, which is another’s: ${counted(ids.length, 'message')}`);
	if (mentions > 0) line(`Stays, although it mentions the person: ${counted(mentions, 'message')} of others`);
	for (const {text, isHeld} of words)
		line(
			isHeld
				? `Stays, because a hold is called or finds so: “${text}”`
				: `A note or name goes with it: “${text}”`,
		);
	for (const {session, why, messages: some} of candidates)
		line(
			`May be the same person: session ${session}, ${whyLabels[why]}${some ? `, ${counted(some.length, 'message')}` : ''}. Take it with --also ${session}`,
		);
	if (unread.length > 0)
		line(
			`Damaged, so that nobody can tell whose messages they hold: sessions ${listed(unread, most)}. Run: chatlogs check --repair`,
		);
	if (held.length > 0)
		line(
			`A hold keeps sessions ${listed(held, most)}, so nothing goes until it is released; it is remembered till then.`,
		);
};

const stateLabels = {done: 'nothing left', none: 'nothing was there', remains: 'REMAINS'} as const;

/** Reports what became of an erasure in each place. */
export const tellErasure = (output: Output, {change, state, sessions, unfetched, messages, places}: Erasure): void => {
	if (state === 'deferred') {
		printLine(
			output,
			`Change ${change}: put off, because of a hold. Once it is released: chatlogs erase --deferred`,
		);
		return;
	}

	printLine(
		output,
		`Change ${change}: erased ${counted(sessions.length, 'session')}${messages.length > 0 ? ` and messages in ${counted(messages.length, 'session')} of others` : ''}.`,
	);
	if (unfetched.length > 0)
		printLine(output, `Deleted on the PBX, and never here: sessions ${listed(unfetched, 20)}`);
	for (const {name, state: there, why} of places)
		printLine(output, `  ${name}: ${stateLabels[there]}${why === undefined ? '' : `; ${why}`}`);
	if (state === 'begun') printLine(output, 'Something remains. The next try: chatlogs erase');
};
