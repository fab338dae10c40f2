import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {cutText, displayWidth, fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {linkText} from '../state/pbx-link.js';
import {type Activity} from '../state/activity.js';
import {isAccessible} from './accessible.js';
import {signs} from './signs.js';
import {theme} from './theme.js';

/** As much about the PBX as fits; the limits on what can be done stay longest. */
const pbxText = ({store, state, keymap}: App, room: number): string => {
	const {name, edition, firmware} = store.pbx;
	const {link, now} = state;
	const kind = [edition && `P-Series ${edition}`, firmware].filter(Boolean).join(' ');
	const {short, long} = linkText(link.now, link.frozen, now);
	const limits = [
		store.readOnly === undefined ? undefined : 'read-only',
		store.capabilities.remove.can ? undefined : `look only: see ${keymap.keyOf('help.open')} for why`,
	];
	const texts = [
		[name, kind, long, ...limits],
		[name, firmware, long, ...limits],
		[name, long, ...limits],
		[name, firmware, short, ...limits],
		[name, short, ...limits],
		[short, ...limits],
	].map(parts => parts.filter(Boolean).join(' · '));
	const fitting = texts.find(text => text !== '' && displayWidth(safeLine(text)) <= room);
	return cutText(safeLine(fitting ?? name ?? ''), room);
};

const totalsText = ({store, list}: App): string => {
	const {sessions, open, orphaned} = list.totals;
	const more = store.progress < 1 ? '…' : '';
	return `${formatCount(sessions)}${more} sessions · ${formatCount(open)}${more} open · ${formatCount(orphaned)}${more} orphaned `;
};

/** One sign for each part of the period, blank for a part without sessions; in accessible mode a count and its start. */
const activityText = ({counts, from}: Activity): string => {
	if (isAccessible)
		return `${formatCount(counts.reduce((sum, count) => sum + count, 0))} active since ${formatTime(from)}`;
	const most = Math.max(...counts, 1);
	const {levels} = signs;
	return counts
		.map(count => (count === 0 ? ' ' : levels[Math.ceil((count / most) * levels.length) - 1]!))
		.join('');
};

/** The narrowest screen, in cells, with room for the activity. */
const sparklineFrom = 100;

/** The PBX, its number of sessions, and when they were active. */
export const Header = ({app, width}: {readonly app: App; readonly width: number}): ReactElement => {
	const title = ' chatlogs  ';
	const activity = width < sparklineFrom ? '' : `${activityText(app.list.activity)}  `;
	const totals = totalsText(app);
	const room = Math.max(0, width - title.length - displayWidth(activity) - displayWidth(totals) - 1);
	return (
		<Text wrap="truncate">
			<Text {...theme.title}>{title}</Text>
			{fitCell(pbxText(app, room), room + 1)}
			<Text {...theme.spark}>{activity}</Text>
			<Text {...theme.quiet}>{cutText(totals, width - title.length)}</Text>
		</Text>
	);
};
