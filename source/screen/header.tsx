import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../actions/app.js';
import {managementBlocker} from '../domain/pbx.js';
import {cutText, displayWidth, fitCell} from '../domain/text/fit.js';
import {safeLine} from '../domain/text/safe-text.js';
import {formatCount} from '../domain/text/time.js';
import {type Activity} from '../state/activity.js';
import {signs} from './signs.js';
import {theme} from './theme.js';

const pbxText = ({store}: App): string => {
	const {name, edition, firmware} = store.pbx;
	const kind = [edition && `P-Series ${edition}`, firmware].filter(Boolean).join(' ');
	const limits = managementBlocker(store.pbx) === undefined ? [] : ['look only: see ? for why'];
	return [name, kind, store.readOnly === undefined ? undefined : 'read-only', ...limits]
		.filter(Boolean)
		.join(' · ');
};

const totalsText = ({store, list}: App): string => {
	const {sessions, open, orphaned} = list.totals;
	const more = store.progress < 1 ? '…' : '';
	return `${formatCount(sessions)}${more} sessions · ${formatCount(open)}${more} open · ${formatCount(orphaned)}${more} orphaned `;
};

/** One sign for each part of the time; a part without sessions is blank. */
const sparkline = ({counts}: Activity): string => {
	const most = Math.max(...counts, 1);
	const {levels} = signs;
	return counts
		.map(count => (count === 0 ? ' ' : levels[Math.ceil((count / most) * levels.length) - 1]!))
		.join('');
};

/** Below this there is no room for the activity. */
const sparklineFrom = 100;

/** What is looked at: the PBX, how much there is of it, and when it was active. */
export const Header = ({app, width}: {readonly app: App; readonly width: number}): ReactElement => {
	const title = ' chatlogs  ';
	const activity = width < sparklineFrom ? '' : `${sparkline(app.list.activity)}  `;
	const totals = totalsText(app);
	const room = Math.max(0, width - title.length - displayWidth(activity) - displayWidth(totals) - 1);
	return (
		<Text wrap="truncate">
			<Text {...theme.title}>{title}</Text>
			{fitCell(cutText(safeLine(pbxText(app)), room), room + 1)}
			<Text {...theme.spark}>{activity}</Text>
			<Text {...theme.quiet}>{cutText(totals, width - title.length)}</Text>
		</Text>
	);
};
