/** The language in which a customer writes. */
export type Language = 'en' | 'es' | 'de' | 'fr' | 'zh' | 'ja' | 'ko' | 'ar' | 'hi' | 'ru';

interface Culture {
	readonly language: Language;
	/** Share among a hundred customers. */
	readonly weight: number;
	readonly given: readonly string[];
	readonly family: readonly string[];
	/** The separator between the family name, which then comes first, and the given name. */
	readonly familyFirst?: string;
}

const words = (text: string): string[] => text.split(' ');

/** Only family names that do not change with the bearer's sex. */
export const cultures: readonly Culture[] = [
	{
		language: 'en',
		weight: 36,
		given: words(
			'Ann James Olivia Noah Grace Ethan Chloe Liam Emily Jack Sophie Daniel Ruby Owen Tessa Kwame',
		),
		family: words(
			'Lee Walker Hughes Bennett Carter Murphy O’Connor Campbell Bailey Foster Reid Turner Adams Osei',
		),
	},
	{
		language: 'en',
		weight: 8,
		given: words('João Łucja Çağla Åsa Thảo Jiří Zsófia Mário Ĳsbrand Ştefan Siân Žofie'),
		family: words('Conceição Woźniak Yıldız Öberg Nguyễn Dvořák Győrffy Đurić Þórsdóttir Brâncuși'),
	},
	{
		language: 'es',
		weight: 11,
		given: words('José Lucía Íñigo Sofía Andrés Martín Begoña Raúl Inés Óscar Núria Ximena'),
		family: words('García Martínez Núñez Ibáñez Peña Fernández Muñoz Gutiérrez Zúñiga Ordóñez'),
	},
	{
		language: 'de',
		weight: 8,
		given: words('Jürgen Anke Björn Käthe Sören Ute Matthias Jördis Günter Lena Änne Falk'),
		family: words('Müller Schäfer Weiß Krüger Böhm Groß Schröder Jäger Köhler Möller'),
	},
	{
		language: 'fr',
		weight: 7,
		given: words('Zoé François Hélène Rémi Anaïs Benoît Chloé Gaël Maëlle Jérôme Aïcha'),
		family: words('Lefèvre Dubois Noël Béranger Gauthier Lemaître Côté Mercier Traoré D’Angély'),
	},
	{
		language: 'zh',
		weight: 7,
		given: words('雷 梅 伟 芳 秀英 娜 敏 静 强 磊 洋 晓明 子涵'),
		family: words('李 王 张 刘 陈 杨 赵 黄 周 吴 欧阳'),
		familyFirst: '',
	},
	{
		language: 'ja',
		weight: 5,
		given: words('陽菜 蓮 葵 翔太 さくら 健 美咲 大輔 ひろし 結衣'),
		family: words('佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林'),
		familyFirst: ' ',
	},
	{
		language: 'ko',
		weight: 4,
		given: words('민준 서연 지우 하은 도윤 수빈 예준 지호'),
		family: words('김 이 박 최 정 강 조 윤'),
		familyFirst: '',
	},
	{
		language: 'ar',
		weight: 4,
		given: words('محمد فاطمة أحمد ليلى عمر نور يوسف مريم'),
		family: words('العلي حسن الخطيب منصور الحداد سليمان'),
	},
	{
		language: 'hi',
		weight: 4,
		given: words('प्रिया आरव अनन्या रोहन दीपिका विक्रम नेहा अर्जुन'),
		family: words('शर्मा वर्मा सिंह गुप्ता पटेल मिश्रा राव'),
	},
	{
		language: 'ru',
		weight: 4,
		given: words('Иван Анна Ольга Дмитрий Светлана Сергей Екатерина Алексей'),
		family: words('Шевченко Черных Долгих Коваленко Седых Бондаренко'),
	},
	{
		language: 'en',
		weight: 1,
		given: words('דוד שרה יעל משה נועה אורי'),
		family: words('כהן לוי מזרחי פרץ ביטון'),
	},
	{
		language: 'en',
		weight: 1,
		given: words('สมชาย สุดา ณัฐพงษ์ กมลวรรณ'),
		family: words('ใจดี ศรีสุข วงศ์สวัสดิ์ ทองดี'),
	},
];

/** Some put these behind their names. */
export const ornaments = ['🌸', '✨', '👩‍🚀', '🐼', '🇧🇷', '❤️', '👨‍👩‍👧'] as const;
