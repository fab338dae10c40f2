/**
What languages call the halves of the day in a stamp, as the Unicode CLDR has it (`dayPeriods`), and the finer words of
Chinese. A blank stands for a point, a blank, both or neither.
*/
const morning =
	'a m|vm|ጥዋት|ص|ق ظ|غ م|dop|π μ|ap|r n|पूर्वाह्न|de|f h|午前|上午|凌晨|清晨|早上|半夜|ಪೂರ್ವಾಹ್ನ|오전|тң|ກ່ອນທ່ຽງ|priešpiet|priekšp|претпл|ү ө|pg|နံနက်|පෙ ව|p d|e paradites|f m|முற்பகல்|öö|дп|to|sa|vorm';
const afternoon =
	'p m|nm|ከሰዓት|م|ب ظ|غ و|odp|μ μ|ip|i n|अपराह्न|du|e h|午後|下午|中午|晚上|深夜|ಅಪರಾಹ್ನ|오후|тк|ຫຼັງທ່ຽງ|popiet|pēcp|попл|ү х|ptg|ညနေ|ප ව|pop|m d|e pasdites|e m|பிற்பகல்|ös|пп|tk|ch|nachm';

const patternOf = (words: string): string => words.replaceAll(' ', String.raw`\.? ?`);

/** The pattern of one of these words. */
export const halfOfDay = String.raw`(?:${patternOf(`${morning}|${afternoon}`)})\.?`;

const isAfternoonWord = new RegExp(String.raw`^(?:${patternOf(afternoon)})\.?$`, 'iu');

/** The hour of a clock with twelve hours, as one of 24. */
export const hourOf = (hour: number, word: string): number =>
	(hour % 12) + (isAfternoonWord.test(word.trim()) ? 12 : 0);
