import {policyActs, type PolicyText} from '../domain/keep/policy.js';
import {isZone} from '../domain/language/calendar.js';
import {UsageRefusal} from '../domain/refusal.js';
import {isCount, isText, listOf, maybe, oneOf, readForm, recordOf} from '../storage/form.js';
import {day} from '../text/time.js';
import {isUnseen} from '../text/unseen.js';
import {readPolicyFilter} from './read-filter.js';

/** A policy as `policy list --json` gives it and `policy set --file` takes it. */
interface PolicyRecord extends Omit<PolicyText, 'after' | 'atMost'> {
	/** Such as `30d`. */
	readonly after?: string | undefined;
	readonly atMost?: number | undefined;
}

const isPolicies = recordOf<{readonly policies: readonly PolicyRecord[]}>({
	policies: listOf(
		recordOf<PolicyRecord>({
			name: isText,
			filter: isText,
			act: oneOf(policyActs),
			after: maybe(isText),
			atMost: maybe(isCount),
			zone: isText,
		}),
	),
});

/**
Reads a number of days, or of hours, in seconds.
@throws UsageRefusal
*/
const readAfter = (text: string): number => {
	const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text.trim()) ?? [];
	if (count === undefined) throw new UsageRefusal(`--after ${text}: expected days or hours, as in 30d.`);
	return Number(count) * (unit === 'd' ? day : 3600);
};

/** As it is read: `30d`. */
export const afterText = (seconds: number): string =>
	seconds % day === 0 ? `${seconds / day}d` : `${seconds / 3600}h`;

/**
A policy that can be set.
@throws UsageRefusal that names what cannot be used
*/
export const checkedPolicy = ({name, filter, act, after, atMost, zone}: PolicyRecord): PolicyText => {
	if (isUnseen(name)) throw new UsageRefusal('A policy needs a name that can be seen.');
	readPolicyFilter(filter);
	if (act === 'delete' && after !== undefined)
		throw new UsageRefusal('--after goes with --then purge: it counts the days in the trash.');
	if (!isZone(zone))
		throw new UsageRefusal(`There is no time zone ${zone}: expected a name such as Europe/Berlin.`);
	return {
		name,
		filter,
		act,
		...(after !== undefined && {after: readAfter(after)}),
		...(atMost !== undefined && {atMost}),
		zone,
	};
};

/** The fields that a policy is given with; `list` adds others, which are told only. */
export const policyRecord = ({name, filter, act, after, atMost, zone}: PolicyText): PolicyRecord => ({
	name,
	filter,
	act,
	...(after !== undefined && {after: afterText(after)}),
	...(atMost !== undefined && {atMost}),
	zone,
});

/**
Reads the policies of a JSON document; fields that only `list` tells are passed over.
@throws UsageRefusal
*/
export const readPolicies = (json: string, file: string): readonly PolicyText[] => {
	const read = readForm(json, isPolicies);
	if (read === undefined)
		throw new UsageRefusal(`${file} is not a list of policies, as chatlogs policy list --json gives it.`);
	return read.policies.map(policy => checkedPolicy(policy));
};
