import {comparable} from '../../text/comparable.js';

/** The first of that name; capitals, marks and blanks around it make no difference. */
export const withName = <Named extends {readonly name: string}>(
	those: readonly Named[],
	name: string,
): Named | undefined => {
	const wanted = comparable(name).trim();
	return those.find(each => comparable(each.name).trim() === wanted);
};
