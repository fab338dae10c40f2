import type {NumberingPlan} from 'libphonenumber-js/min';
import {type Country} from './phone-number.js';

/** North America: numbers there are national if they have ten digits, since few dial a prefix. */
const northAmerica = '1';
const northAmericanDigits = 10;
/** Shorter numbers are short codes and extensions, whatever they begin with. */
const fewestDigits = 7;

/** Including what the package's types leave out. */
interface WholeNumberingPlan extends NumberingPlan {
	nationalPrefix(): string | undefined;
}

/**
Reads national numbers of a country by the rules of libphonenumber, which is loaded only here.
@param code ISO 3166-1 alpha-2
@returns `undefined` if no such country is known
*/
export const loadCountry = async (code: string): Promise<Country | undefined> => {
	const library = await import('libphonenumber-js/min');
	if (!library.isSupportedCountry(code)) return undefined;
	const callingCode = library.getCountryCallingCode(code);
	const metadata = new library.Metadata();
	metadata.selectNumberingPlan(code);
	const trunk = (metadata.numberingPlan as WholeNumberingPlan).nationalPrefix() ?? '';
	const isNational = (digits: string): boolean =>
		callingCode === northAmerica
			? digits.length === northAmericanDigits
			: trunk !== '' && digits.length >= fewestDigits && digits.startsWith(trunk);
	return {
		code,
		international(digits) {
			if (!isNational(digits)) return undefined;
			const number = library.parsePhoneNumberFromString(digits, {defaultCountry: code, extract: false});
			return number?.isPossible() ? number.number.slice(1) : undefined;
		},
		internationalStarts(digits) {
			if (callingCode === northAmerica)
				return digits.length < northAmericanDigits ? [callingCode + digits] : [];
			// Italy keeps the prefix.
			return trunk !== '' && digits.startsWith(trunk)
				? [digits.slice(trunk.length), digits].map(rest => callingCode + rest)
				: [];
		},
	};
};
