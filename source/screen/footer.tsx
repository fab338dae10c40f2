import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {cutText, displayWidth, fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {keyLabel} from '../state/key-label.js';
import {placeOf} from '../state/state.js';
import {fieldWindow} from '../state/text-field.js';
import {signs} from './signs.js';
import {theme} from './theme.js';

interface Hint {
	readonly key: string;
	readonly word: string;
	readonly isBlocked: boolean;
}

const width = ({key, word}: Hint): number => displayWidth(`${key} ${word}  `);

/** The keys that are worth the room in this place: as many as fit, help always. */
const hintsFor = (app: App, room: number): readonly Hint[] => {
	const place = placeOf(app.state);
	const all = app.actions
		.filter(({hint, places}) => hint !== undefined && places.includes(place))
		.map(({id, hint, keys, blocker}) => ({
			id,
			key: keyLabel(keys[0]!),
			word: hint!,
			isBlocked: blocker?.(app) !== undefined,
		}));
	const help = all.filter(({id}) => id === 'help.open');
	const hints: Hint[] = [];
	let used = help.reduce((sum, hint) => sum + width(hint), 1);
	for (const hint of all) {
		if (help.includes(hint)) continue;
		used += width(hint);
		if (used > room) break;
		hints.push(hint);
	}

	return [...hints, ...help];
};

/** What the line is for just now: news, something wrong with the filter, or the keys. */
const textOf = (app: App): {readonly text: string; readonly isBad: boolean} | undefined => {
	const [problem] = app.list.problems;
	const {notice, busy} = app.state;
	if (notice) return {text: notice.text, isBad: notice.kind === 'refused'};
	if (problem) return {text: `at ${problem.at + 1}: ${problem.message}`, isBad: true};
	return busy === undefined ? undefined : {text: busy, isBad: false};
};

export const Footer = ({app, columns}: {readonly app: App; readonly columns: number}): ReactElement => {
	const message = textOf(app);
	const loading = app.store.progress < 1 ? ` loading ${Math.floor(app.store.progress * 100)} % ` : '';
	const room = columns - loading.length;
	const {dialog} = app.state;
	if (dialog?.kind === 'pane-search' || dialog?.kind === 'filter-name') {
		const label = dialog.kind === 'pane-search' ? ' Search  ' : ' Name of this filter  ';
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

	if (message) {
		return (
			<Text wrap="truncate" {...(message.isBad ? theme.warning : theme.done)}>
				{fitCell(cutText(` ${message.isBad ? '!' : signs.mark} ${safeLine(message.text)}`, room), room) +
					loading}
			</Text>
		);
	}

	const hints = hintsFor(app, room);
	const used = hints.reduce((sum, hint) => sum + width(hint), 1);
	return (
		<Text wrap="truncate">
			{' '}
			{hints.map(({key, word, isBlocked}) => (
				<Text key={key} {...(isBlocked ? theme.quiet : {})}>
					<Text {...(isBlocked ? {} : theme.key)}>{key}</Text> {word}
					{'  '}
				</Text>
			))}
			{' '.repeat(Math.max(0, room - used))}
			<Text {...theme.quiet}>{loading}</Text>
		</Text>
	);
};
