import {UsageRefusal} from '../domain/refusal.js';
import {globalFlags} from './command.js';
import {flagName} from './flag-name.js';
import {sitesFlags} from './sites-flags.js';

/** A flag that may be given several times is an empty list where it is not given at all. */
const isGiven = (value: unknown): boolean => [value ?? []].flat().length > 0;

/**
Refuses a flag of the command that would be passed over.
@param goes the flags that go with what is asked for
@param form what is asked for, as it is typed
@throws UsageRefusal if another flag is given, unless all commands take it, or all that work on several sites
*/
export const refuseOthers = <Given extends object>(
	given: Given,
	goes: readonly (keyof Given & string)[],
	form: string,
): void => {
	const known = new Set([...Object.keys({...globalFlags, ...sitesFlags}), ...goes]);
	const extra = Object.entries(given).find(([name, value]) => isGiven(value) && !known.has(name));
	if (extra !== undefined) throw new UsageRefusal(`${flagName(extra[0])} does not go with ${form}.`);
};
