import {type Erasure, erasureText, placeText} from '../domain/erase/erasure-place.js';
import {type Erasing, whyLabels, wordTexts} from '../domain/erase/erasing.js';
import {counted} from '../text/count.js';
import {type Output} from './streams.js';
import {printLine} from './output.js';

const listed = (ids: readonly number[], most: number): string =>
	ids.length > most ? `${ids.slice(0, most).join(' ')} …` : ids.join(' ');

/** Said where a number or id finds nobody, as every name does. */
export const nobodyFound =
	'No session has this number or id as its customer. A person of whom only a name is known is named by their sessions: --also ID,ID';

/** Tells what would go, and what may be the person's as well. */
export const tellErasing = (output: Output, erasing: Erasing, most: number): void => {
	const {sessions, messages, mentions, candidates, words, held, unread} = erasing;
	const line = (text: string): void => printLine(output, text);
	line(sessions.length === 0 ? nobodyFound : `Sessions of this customer: ${listed(sessions, most)}`);
	for (const [id, ids] of messages)
		line(`In session ${id}, which is another’s: ${counted(ids.length, 'message')}`);
	if (mentions > 0) line(`Stays, although it mentions the person: ${counted(mentions, 'message')} of others`);
	for (const text of wordTexts(words)) line(text);
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

/** The same for programs. */
export const foundRecord = ({
	sessions,
	messages,
	mentions,
	candidates,
	words,
	held,
	unread,
}: Erasing): object => ({
	sessions,
	messages: [...messages].map(([session, ids]) => ({session, ids})),
	mentions,
	candidates,
	words: words.map(({text, isHeld}) => ({text, isHeld})),
	held,
	unread,
});

/** Reports what became of an erasure in each place. */
export const tellErasure = (output: Output, erasure: Erasure): void => {
	printLine(output, erasureText(erasure));
	if (erasure.unfetched.length > 0)
		printLine(output, `Deleted on the PBX, and never here: sessions ${listed(erasure.unfetched, 20)}`);
	for (const place of erasure.places) printLine(output, `  ${placeText(place)}`);
	if (erasure.state === 'begun') printLine(output, 'Something remains. The next try: chatlogs erase');
};
