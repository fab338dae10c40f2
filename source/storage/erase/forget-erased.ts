import {type ErasureFact, inForce} from '../../domain/erase/erasure.js';
import {foldedName} from '../../domain/erase/person.js';
import {withoutTold} from '../../domain/erase/told-filters.js';
import {areKeptFilters, forgotten} from '../../domain/kept-filters.js';
import {type RememberedFilters, withoutCustomers} from '../../domain/remembered-filters.js';
import {type Party} from '../../domain/session.js';
import {type Country} from '../../text/phone-number.js';
import {type PreferenceFile} from '../preferences.js';
import {isMarkedName, markedPerson} from './marks.js';

/** Channels on which numbers and ids are read differently. */
const types = ['sms', 'whatsapp', 'facebook'];

/** Whether a number or a name is that of a person who was erased. */
const isErased = (erasures: readonly ErasureFact[], country?: Country): ((value: string) => boolean) => {
	const people = inForce(erasures).map(({marks}) => ({marks, person: markedPerson(marks, country)}));
	return value => {
		const name = foldedName({name: value});
		return people.some(
			({marks, person}) =>
				types.some(type => person.isNumber(value, type)) || (name !== undefined && isMarkedName(marks, name)),
		);
	};
};

/**
Takes out remembered filters that name persons who were erased.
@param parties how those are called and reached of whom that is still known: then a part of it tells as well, as with a purge
*/
export const withoutErased = (
	erasures: readonly ErasureFact[],
	country?: Country,
	parties: readonly Party[] = [],
): ((filters: RememberedFilters) => RememberedFilters) => {
	const tells = isErased(erasures, country);
	const customers = parties.flatMap(customer =>
		types.map(type => ({customer, channel: {type, name: '', number: ''}})),
	);
	return filters => withoutCustomers(withoutTold(filters, tells), customers, country);
};

/**
Removes such filters from a user's preferences.
@returns how many were removed
*/
export const forgetErased = async (
	file: PreferenceFile,
	erasures: readonly ErasureFact[] | undefined,
	country?: Country,
	parties?: readonly Party[],
): Promise<number> => {
	if (erasures === undefined || !areKeptFilters(file.value)) return 0;
	const clean = withoutErased(erasures, country, parties);
	let removed = 0;
	const without = (value: unknown): unknown => {
		if (!areKeptFilters(value)) return value;
		const {kept, removed: count} = forgotten(value, clean);
		removed = count;
		return kept;
	};

	without(file.value);
	if (removed > 0) await file.update(without);
	return removed;
};
