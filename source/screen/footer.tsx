import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {cutText, displayWidth, fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {keyLabel} from '../state/key-label.js';
import {placeOf} from '../state/state.js';
import {theme} from './theme.js';

interface Hint {
	readonly key: string;
	readonly word: string;
	readonly isBlocked: boolean;
}

/** The keys that are worth the room in this place, as many as fit. */
const hintsFor = (app: App, width: number): readonly Hint[] => {
	const place = placeOf(app.state);
	const hints: Hint[] = [];
	let used = 1;
	for (const {hint, keys, places, blocker} of app.actions) {
		if (hint === undefined || !places.includes(place)) continue;
		const key = keyLabel(keys[0]!);
		used += displayWidth(`${key} ${hint}  `);
		if (used > width) break;
		hints.push({key, word: hint, isBlocked: blocker?.(app) !== undefined});
	}

	return hints;
};

/** What the line is for just now: something wrong with the filter, news, or the keys. */
const textOf = (app: App): {readonly text: string; readonly isBad: boolean} | undefined => {
	const [problem] = app.list.problems;
	const {notice, busy} = app.state;
	if (problem) return {text: `at ${problem.at + 1}: ${problem.message}`, isBad: true};
	if (notice) return {text: notice.text, isBad: notice.kind === 'refused'};
	return busy === undefined ? undefined : {text: busy, isBad: false};
};

export const Footer = ({app, width}: {readonly app: App; readonly width: number}): ReactElement => {
	const message = textOf(app);
	const loading = app.store.progress < 1 ? ` loading ${Math.floor(app.store.progress * 100)} % ` : '';
	const room = width - loading.length;
	if (message) {
		return (
			<Text wrap="truncate" {...(message.isBad ? theme.warning : theme.done)}>
				{fitCell(cutText(` ${message.isBad ? '!' : '✓'} ${safeLine(message.text)}`, room), room) + loading}
			</Text>
		);
	}

	const hints = hintsFor(app, room);
	const used = hints.reduce((sum, {key, word}) => sum + displayWidth(`${key} ${word}  `), 1);
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
