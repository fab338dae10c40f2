import {type Candidate} from '../domain/erase/found.js';
import {type Erasing, whyLabels, wordTexts} from '../domain/erase/erasing.js';
import {type Facts} from '../domain/facts.js';
import {outOfReach} from '../domain/proof/receipt.js';
import {type Party, partyLabel} from '../domain/session.js';
import {counted, formatCount} from '../text/count.js';
import {cutText, wrapText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type ErasureDialog, type ErasureFound} from './erasure-dialog.js';
import {type Keymap} from './keymap.js';
import {clamp, scrollTo} from './scroll.js';
import {panelSize, type Size} from './size.js';

type Store = Pick<Facts, 'session' | 'holdOn'>;

/** A line, safe for the terminal. */
export interface ErasureLine {
	readonly text: string;
	readonly kind: 'plain' | 'heading' | 'warning' | 'quiet' | 'candidate';
	/** The index of the candidate that it is, if it is one. */
	readonly candidate?: number;
}

/** Sessions that are told by their ids. */
const mostIds = 20;

const idsOf = (ids: readonly number[]): string =>
	ids.length > mostIds ? `${ids.slice(0, mostIds).join(', ')}, …` : ids.join(', ');

const heldText = (store: Store, held: readonly number[], {keyOf}: Keymap): string => {
	const names = new Set(held.flatMap(id => store.holdOn?.(id) ?? []));
	const by = Array.from(names, name => `“${name}”`).join(', ');
	return `Held by ${by}: sessions ${idsOf(held)}. So nothing goes now. The erasure is put off, and remembered; once that is released: ${keyOf('holds.open')}, then ${keyOf('holds.erase')}`;
};

const partsText = (messages: Erasing['messages']): string => {
	const count = [...messages.values()].reduce((sum, {length}) => sum + length, 0);
	return `In ${counted(messages.size, 'group chat or chat of others', 'group chats or chats of others')} only this person’s messages go, ${formatCount(count)} in all: ${idsOf([...messages.keys()])}`;
};

/** Cells for a name as the heading, and among others: who has a long one hides neither the number nor what goes. */
const longestName = 120;
const longestOfMany = 40;

const labelOf = ({name, number}: Party, longest: number): string =>
	partyLabel({name: cutText(safeLine(name), longest), number});

const candidateText = (store: Store, {session: id, why, messages}: Candidate): string => {
	const session = store.session(id);
	const count = messages?.length ?? session?.messages ?? 0;
	const what = messages ? `only ${counted(count, 'message')}` : counted(count, 'message');
	return `${id}  ${session ? labelOf(session.customer, longestOfMany) : ''}  ${whyLabels[why]}, ${what}`;
};

type Told = Omit<ErasureLine, 'candidate'>;

/** Who it is, what goes, and what does not. */
const factsOf = (store: Store, {erasing, messages}: ErasureFound, keymap: Keymap): readonly Told[] => {
	const {parties, sessions, messages: parts, held, words, mentions, unread} = erasing;
	const plain = (text: string): Told => ({text, kind: 'plain'});
	const warning = (text: string): Told => ({text, kind: 'warning'});
	return [
		{text: parties.map(party => labelOf(party, longestName)).join(' · '), kind: 'heading'},
		...(held.length > 0 ? [warning(heldText(store, held, keymap))] : []),
		plain(
			sessions.length === 0
				? 'No session has this person as its customer.'
				: `${counted(sessions.length, 'session')} with ${counted(messages, 'message')}: ${idsOf(sessions)}`,
		),
		...(parts.size > 0 ? [plain(partsText(parts))] : []),
		...wordTexts(words).map(plain),
		...(mentions > 0
			? [plain(`Stays, although it mentions the person: ${counted(mentions, 'message')} of others`)]
			: []),
		...(unread.length > 0
			? [
					warning(
						`Damaged, so that nobody can tell whose messages they hold: sessions ${idsOf(unread)}. Run: chatlogs check --repair`,
					),
				]
			: []),
	];
};

const placesOf = ({places}: ErasureFound): readonly Told[] => {
	const none = places.filter(({will}) => will === undefined).map(({name}) => name);
	return [
		{text: 'Where', kind: 'heading'},
		...places.flatMap(({name, will}): readonly Told[] =>
			will === undefined ? [] : [{text: `${name}: ${will}`, kind: 'plain'}],
		),
		...(none.length > 0 ? [{text: `Nothing to do: ${none.join(', ')}`, kind: 'quiet'} as const] : []),
		{text: `Out of reach: ${outOfReach.join('; ')}`, kind: 'quiet'},
		{
			text: 'Nothing brings back what is erased: neither undo nor an import of the same data.',
			kind: 'warning',
		},
	];
};

const linesOf = (
	store: Store,
	found: ErasureFound,
	columns: number,
	keymap: Keymap,
): readonly ErasureLine[] => {
	const {candidates} = found;
	const wrapped = (told: readonly Told[]): readonly ErasureLine[] =>
		told.flatMap(({text, kind}) => wrapText(safeLine(text), columns).map(line => ({text: line, kind})));
	return [
		...wrapped(factsOf(store, found, keymap)),
		...(candidates.length > 0
			? wrapped([
					{
						text: `May be the same person, and stays unless ${keymap.keyOf('erasure.tick')} takes it as well`,
						kind: 'heading',
					},
				])
			: []),
		...candidates.map((each, candidate): ErasureLine => ({
			text: safeLine(candidateText(store, each)),
			kind: 'candidate',
			candidate,
		})),
		...wrapped(placesOf(found)),
	];
};

/** How it is divided in the room given; `rows` and `columns` are the inside of its panel. */
interface ErasureLayout extends Size {
	readonly lines: readonly ErasureLine[];
	readonly listHeight: number;
	readonly top: number;
	readonly lastTop: number;
}

/** Lines below the list: the note, the receipt, and the keys. */
const fixed = 3;

export const erasureLayout = (
	{found, top}: ErasureDialog,
	store: Store,
	room: Size,
	keymap: Keymap,
): ErasureLayout => {
	const most = panelSize(room, {columns: 96, rows: 40});
	const lines = found ? linesOf(store, found, most.columns - 4, keymap) : [];
	const listHeight = Math.max(1, Math.min(lines.length, most.rows - fixed));
	const lastTop = Math.max(0, lines.length - listHeight);
	return {
		columns: most.columns,
		rows: listHeight + fixed,
		lines,
		listHeight,
		top: clamp(top, 0, lastTop),
		lastTop,
	};
};

/** The first line to show, so that the candidate is among those that are shown. */
export const topFor = ({lines, top, listHeight}: ErasureLayout, candidate: number): number => {
	const line = lines.findIndex(each => each.candidate === candidate);
	return line === -1 ? top : scrollTo(top, listHeight, line, line + 1, lines.length);
};
