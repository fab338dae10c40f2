import {Box, Text} from 'ink';
import {type ReactElement} from 'react';
import {type Action, type App, hintOf} from '../actions/app.js';
import {cutText, displayWidth, fitCell, wrapText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type Dialog, type PaneSearchDialog} from '../state/dialog.js';
import {type FilterNameDialog} from '../state/filter-dialogs.js';
import {type HoldNameDialog} from '../state/hold-dialogs.js';
import {type Offer, offerTexts} from '../state/filter-completion.js';
import {type Size} from '../state/size.js';
import {placeOf} from '../state/state.js';
import {fieldWindow} from '../state/text-field.js';
import {signs} from './signs.js';
import {theme} from './theme.js';

interface Hint {
	readonly key: string;
	readonly word: string;
}

const gap = '  ';

const width = ({key, word}: Hint): number => displayWidth(`${key} ${word}${gap}`);

const helpId = 'help.open';

/** The hints kept first if not all fit, after help and the way out; the others follow in their order. */
const firstHints: readonly string[] = [
	'session.transfer',
	'session.delete',
	'session.restore',
	'filter.edit',
	'messages.open',
	'operations.open',
	'messages.merge',
	'session.mark',
	'message.mark',
];

const rank = ({keymap, state}: App, {id}: Action): number => {
	if (id === helpId) return -2;
	if (keymap.keysOf(id, placeOf(state)).includes('escape')) return -1;
	return firstHints.includes(id) ? firstHints.indexOf(id) : firstHints.length;
};

/** The hints of what can be done now and here, as many as fit whole, in the order of the actions, with help last. */
const hintsFor = (app: App, room: number): readonly Hint[] => {
	const place = placeOf(app.state);
	const all = app.actions
		.filter(
			({id, hint, places, blocker, isOffered}) =>
				hint !== undefined &&
				places.includes(place) &&
				app.keymap.keysOf(id, place).length > 0 &&
				isOffered?.(app) !== false &&
				blocker?.(app) === undefined,
		)
		.toSorted((a, b) => Number(a.id === helpId) - Number(b.id === helpId));
	const fitting = new Map<Action, Hint>();
	let left = room - 1;
	for (const action of all.toSorted((a, b) => rank(app, a) - rank(app, b))) {
		const hint = {key: app.keymap.keyOf(action.id, place), word: hintOf(action, app)!};
		if (width(hint) > left) continue;
		left -= width(hint);
		fitting.set(action, hint);
	}

	return all.flatMap(action => fitting.get(action) ?? []);
};

interface Said {
	readonly text: string;
	readonly role: 'warning' | 'done' | 'plain' | 'quiet';
}

const messageSigns = {warning: signs.attention, done: signs.done, plain: signs.nothingDone} as const;

const noticeRoles = {done: 'done', nothing: 'plain', refused: 'warning'} as const;

/** As wide for all that is said, so that the texts stand below each other. */
const signOf = (role: Said['role']): string =>
	` ${role === 'quiet' ? ' '.repeat(displayWidth(signs.done)) : messageSigns[role]} `;

/** As many options for the filter as fit on one line. */
const offerLine = (offer: Offer, room: number): string => {
	const texts = offerTexts(offer, signs.cursor);
	const more = `${gap}…`;
	let line = '';
	for (const [index, text] of texts.entries()) {
		const longer = index === 0 ? text : line + gap + text;
		const isLast = index === texts.length - 1;
		if (displayWidth(longer) + (isLast ? 0 : more.length) > room)
			return index === 0 ? cutText(text, room) : line + more;
		line = longer;
	}

	return line;
};

/** The message to show now: a notice, how the filter may go on or what is wrong with it, or what is being written. */
const messageOf = (app: App, room: number): Said | undefined => {
	const {problem, isUnfinished, offer} = app.list;
	const {notice, busy} = app.state;
	if (notice) return {text: notice.text, role: noticeRoles[notice.kind]};
	if (offer.options.length > 0 && (isUnfinished || !problem))
		return {text: offerLine(offer, room), role: 'quiet'};
	if (problem)
		return {text: `at ${problem.at + 1}: ${problem.message}`, role: isUnfinished ? 'quiet' : 'warning'};
	return busy === undefined ? undefined : {text: busy, role: 'quiet'};
};

/** The progress of the work behind the screen. */
const progressText = ({jobs}: App): string => {
	const job = jobs.find(({activity, progress}) => activity !== undefined && progress !== undefined);
	return job ? ` ${job.activity!} ${Math.floor(job.progress! * 100)} % ` : '';
};

/** The label of each text field in the footer. */
const askedFor = {
	'pane-search': ' Search  ',
	'filter-name': ' Name of this filter  ',
	'hold-name': ' Name of this hold  ',
} as const satisfies Partial<Record<Dialog['kind'], string>>;

/** Whether the footer is a text field. */
const isAsked = (
	dialog: Dialog | undefined,
): dialog is FilterNameDialog | HoldNameDialog | PaneSearchDialog =>
	dialog !== undefined && Object.hasOwn(askedFor, dialog.kind);

/** The most lines of a message, so that what it is about stays visible. */
const messageLimit = 4;

/** The message, which covers the keys and, if it takes several lines, what stands above them. */
export const Message = ({app, size}: {readonly app: App; readonly size: Size}): ReactElement | null => {
	const room = size.columns - progressText(app).length;
	const message = messageOf(app, room - displayWidth(signOf('quiet')) - 1);
	if (!message) return null;
	const sign = signOf(message.role);
	const wrapped = wrapText(safeLine(message.text), room - sign.length);
	const lines =
		wrapped.length <= messageLimit
			? wrapped
			: [...wrapped.slice(0, messageLimit - 1), wrapped.slice(messageLimit - 1).join(' ')];
	// A text field in the footer stays visible, too.
	const bottom = isAsked(app.state.dialog) ? 1 : 0;
	const top = size.rows - lines.length - bottom;
	// The footer's progress stands beside the last line.
	const widthAt = (index: number): number => (top + index === size.rows - 1 ? room : size.columns);
	return (
		<Box position="absolute" flexDirection="column" top={top} width={size.columns}>
			{lines.map((line, index) => (
				<Text key={index} wrap="truncate" {...theme[message.role]}>
					{fitCell((index === 0 ? sign : ' '.repeat(sign.length)) + line, widthAt(index))}
				</Text>
			))}
		</Box>
	);
};

export const Footer = ({app, columns}: {readonly app: App; readonly columns: number}): ReactElement => {
	const loading = progressText(app);
	const room = columns - loading.length;
	const {dialog} = app.state;
	if (isAsked(dialog)) {
		const label = askedFor[dialog.kind];
		const field = fieldWindow(dialog.field, room - label.length);
		return (
			<Text wrap="truncate">
				<Text {...theme.heading}>{label}</Text>
				{field.before}
				<Text {...theme.caret}>{field.under}</Text>
				{field.after + loading}
			</Text>
		);
	}

	const hints = hintsFor(app, room);
	const used = hints.reduce((sum, hint) => sum + width(hint), 1);
	return (
		<Text wrap="truncate">
			{' '}
			{hints.map(({key, word}) => (
				<Text key={key}>
					<Text {...theme.key}>{key}</Text> {word}
					{gap}
				</Text>
			))}
			{' '.repeat(Math.max(0, room - used))}
			<Text {...theme.quiet}>{loading}</Text>
		</Text>
	);
};
