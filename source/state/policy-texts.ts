import {type NamedPolicy} from '../domain/keep/policy.js';
import {counted} from '../text/count.js';
import {day, formatTime, hour} from '../text/time.js';
import {type PolicyDialog} from './policy-dialogs.js';
import {policyView} from './policy-rows.js';

const waitText = (seconds: number): string =>
	seconds % day === 0 ? counted(seconds / day, 'day') : counted(seconds / hour, 'hour');

/** Short: `purge after 30 days`. */
export const actText = ({act, after}: NamedPolicy): string =>
	after === undefined ? act : `${act} after ${waitText(after)}`;

/** What it does. */
export const policyText = ({filter, after, atMost, zone}: NamedPolicy): string => {
	if (filter === undefined)
		return 'Its filter cannot be read any more, so it finds nothing. Set it anew: chatlogs policy set';
	const what =
		after === undefined
			? `Deletes, to the trash, what is found by: ${filter}`
			: `Purges for good what has been in the trash for ${waitText(after)} and is found by: ${filter}`;
	return [
		what,
		...(atMost === undefined ? [] : [`at most ${counted(atMost, 'session')} a run`]),
		`days of ${zone}`,
	].join(' · ');
};

/** When it ran, and whether it can. */
export const historyText = ({runs, took, isSimulated}: NamedPolicy): string => {
	const last = runs.at(-1);
	return [
		last === undefined ? 'It never ran' : `Last run ${formatTime(last)}`,
		...(took === 0 ? [] : [`took ${counted(took, 'session')}`]),
		isSimulated ? 'its text was simulated' : 'its text was not simulated yet',
	].join(' · ');
};

/** What a run would take now, and why it would not. */
export const todayText = ({simulated}: Pick<PolicyDialog, 'simulated'>): string => {
	if (simulated === undefined) return 'Finding out what it would take …';
	const {result} = simulated;
	if ('trouble' in result) return result.trouble;
	const {policy, today, blocker} = result.outlook;
	const count = `Today it would ${policy.act} ${counted(today.length, 'session')}.`;
	return blocker === undefined ? count : `${count} A run now would be refused: ${blocker}`;
};

/** How many would be left alone in the time that was simulated, which stands below the months. */
export const leftText = ({simulated}: Pick<PolicyDialog, 'simulated'>): string | undefined => {
	if (simulated === undefined || 'trouble' in simulated.result) return undefined;
	const {until} = simulated.result.outlook;
	const {left} = policyView({simulated});
	return left === 0
		? undefined
		: `${counted(left, 'session')} would be left alone until ${formatTime(until).slice(0, 10)}: the reasons stand below.`;
};
