import {type App} from '../../actions/app.js';
import {putOff} from '../../domain/erase/erasure.js';
import {isOverdue} from '../../domain/keep/policy-clock.js';
import {type NamedPolicy} from '../../domain/keep/policy.js';
import {type HoldsDialog} from '../../state/hold-dialogs.js';
import {type Simulated} from '../../state/simulated.js';
import {actText, policyText, todayText} from '../../state/policy-texts.js';
import {formatCount} from '../../text/count.js';
import {fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatTime} from '../../text/time.js';
import {fewLines} from '../../text/few-lines.js';
import {type Section} from '../parts/sections.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

type Cell = readonly [text: string, width: number, align?: 'right'];

/** Columns of a section's line, safe for the terminal. */
export const cellsLine = (cells: readonly Cell[]): string =>
	` ${cells.map(([text, width, align]) => fitCell(safeLine(text), width, align)).join('  ')}`;

/** How many it would take today; `…` while that is not known, `—` if nobody can tell. */
const todayCell = (simulated: Simulated | undefined): string => {
	if (simulated === undefined) return '…';
	const {result} = simulated;
	return 'trouble' in result ? '—' : formatCount(result.outlook.today.length);
};

const standing = ({runs, isSimulated}: NamedPolicy, now: number): string => {
	if (isOverdue(runs, now)) return signs.overdue;
	return isSimulated ? 'simulated' : 'not simulated';
};

/** The policies: what each would take today, when it ran, how it stands, and what it does. */
export const policiesSection = (
	{store: {policies}, state: {now}}: App,
	{today}: HoldsDialog,
	columns: number,
): Section => {
	const name = Math.max(12, Math.floor((columns - 42) / 2));
	const rest = Math.max(7, columns - name - 43);
	return {
		heading: cellsLine([
			['Policy', name],
			['Today', 8, 'right'],
			['Last run', 10],
			['Standing', 13],
			['What it does', rest],
		]),
		lines: policies.map(policy => ({
			text: cellsLine([
				[policy.name, name],
				[todayCell(today?.get(policy.id)), 8, 'right'],
				[policy.runs.length === 0 ? 'never' : formatTime(policy.runs.at(-1)).slice(0, 10), 10],
				[standing(policy, now), 13],
				[`${actText(policy)}: ${policy.filter ?? ''}`, rest],
			]),
			...(isOverdue(policy.runs, now) && {style: theme.overdue}),
		})),
		empty: ' No policy deletes or purges what is old. chatlogs policy set makes one.',
	};
};

/** What the policy under the cursor says, and what it would take today; as many lines wherever the cursor is. */
export const policyDetails = (
	{store}: App,
	{cursor, today}: HoldsDialog,
	columns: number,
): readonly string[] => {
	const {holds, policies, erasures} = store;
	if (policies.length === 0) return [];
	const last = holds.length + policies.length + putOff(erasures).length - 1;
	const policy = policies[Math.min(cursor, last) - holds.length];
	const simulated = policy && today?.get(policy.id);
	const texts = policy
		? [
				...fewLines(policyText(policy), columns - 2, 2),
				...fewLines(todayText(simulated ? {simulated} : {}), columns - 2, 2),
			]
		: [];
	return Array.from({length: 5}, (_, index) => (index === 0 ? '' : `  ${texts[index - 1] ?? ''}`));
};
