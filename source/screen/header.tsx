import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {siteLabel} from '../domain/site.js';
import {cutText, displayWidth, fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {counted, formatCount} from '../text/count.js';
import {formatSpan, formatTime} from '../text/time.js';
import {linkText} from '../state/pbx-link.js';
import {levelsOf} from '../state/activity.js';
import {isAccessible} from './accessible.js';
import {signs} from './signs.js';
import {siteStyle, theme} from './theme.js';

/** What is told about the PBX, from the longest text to the shortest; the limits on what can be done stay longest. */
const pbxTexts = ({store, state, keymap, past}: App): readonly string[] => {
	if (past) {
		const then = `PAST: as it was after change ${past.change.n}`;
		const back = `${keymap.keyOf('place.back')} returns`;
		const texts = [`${then}, ${formatTime(past.change.at)}`, then, `PAST: change ${past.change.n}`, 'PAST'];
		return texts.map(text => `${text} · ${back}`);
	}

	const {name, edition, firmware} = store.pbx;
	const {link, now} = state;
	const kind = [edition && `P-Series ${edition}`, firmware].filter(Boolean).join(' ');
	const {short, long, medium = short} = linkText(link.now, link.frozen, now);
	const limits = [
		store.readOnly === undefined ? undefined : 'read-only',
		store.capabilities.remove.can ? undefined : `look only: see ${keymap.keyOf('help.open')} for why`,
	];
	return [
		[name, kind, long, ...limits],
		[name, firmware, long, ...limits],
		[name, long, ...limits],
		[name, firmware, medium, ...limits],
		[name, medium, ...limits],
		[name, firmware, short, ...limits],
		[name, short, ...limits],
		[short, ...limits],
		[name],
	].map(parts => safeLine(parts.filter(Boolean).join(' · ')));
};

/** As much about the PBX as fits. */
const pbxText = (texts: readonly string[], room: number): string =>
	texts.find(text => text !== '' && displayWidth(text) <= room) ?? cutText(texts.at(-1)!, room);

const totalsText = ({store, list, sites}: App): string => {
	if (sites?.isChosen === false) return '';
	const {sessions, open, orphaned} = list.totals;
	const more = store.progress < 1 ? '…' : '';
	const all = more === '' ? counted(sessions, 'session') : `${formatCount(sessions)}${more} sessions`;
	return `${all} · ${formatCount(open)}${more} open · ${formatCount(orphaned)}${more} orphaned `;
};

/** Cells of the drawing, if there is room. */
const sparkCells = [24, 12, 8];

/**
When the sessions that match were last active: the period, and one sign for each part of it, blank for a part without
any; in accessible mode their number. Empty if there is no room or nothing to tell.
*/
const activityText = ({list: {activity}, state}: App, room: number): string => {
	if (activity.to === 0) return '';
	const span = formatSpan(activity.from, activity.to - 1, state.now);
	const {levels} = signs;
	const texts = isAccessible
		? [`${formatCount(activity.counts.reduce((sum, count) => sum + count, 0))} active ${span}  `]
		: sparkCells.flatMap(cells => {
				const drawn = levelsOf(activity, cells, levels.length);
				const spark = drawn?.map(level => levels[level - 1] ?? ' ').join('');
				return spark === undefined ? [] : [`activity ${span} ${spark}  `];
			});
	return texts.find(text => displayWidth(text) <= room) ?? '';
};

/** The most cells for the label of a site in the header. */
const mostLabel = 24;

/** The site, the PBX, its number of sessions, and when they were active. */
export const Header = ({app, width}: {readonly app: App; readonly width: number}): ReactElement => {
	const title = ' chatlogs  ';
	const {site} = app;
	const label = site ? `${cutText(safeLine(siteLabel(site)), mostLabel)} · ` : '';
	const totals = totalsText(app);
	const texts = pbxTexts(app);
	const room = width - title.length - displayWidth(label) - displayWidth(totals) - 1;
	// Only the kind of the PBX gives way to the drawing.
	const activity = activityText(app, room - displayWidth(texts[1]!) - 1);
	const left = Math.max(0, room - displayWidth(activity));
	return (
		<Text wrap="truncate">
			<Text {...theme.title}>{title}</Text>
			{site && <Text {...siteStyle(site.color)}>{label}</Text>}
			{fitCell(pbxText(texts, left), left + 1)}
			<Text {...theme.spark}>{activity}</Text>
			<Text {...theme.quiet}>{cutText(totals, width - title.length - displayWidth(label))}</Text>
		</Text>
	);
};
