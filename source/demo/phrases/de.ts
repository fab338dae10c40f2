import {type Phrases} from '../phrases.js';

export const de: Phrases = {
	assistant: 'der virtuelle Assistent',
	product: 'Kaffeemaschine Luna | Schreibtischlampe Sol | Rucksack Nord | Bürostuhl Mitte',
	day: 'am Montag | am Dienstag | am Donnerstag | am Freitag | morgen',
	amount: '18,75 € | 49,90 € | 79,00 € | 129,00 €',
	welcome: 'Vielen Dank für Ihre Nachricht an Acme. Wir melden uns in wenigen Minuten.',
	hello: 'Hallo | Guten Tag | Guten Morgen, ist jemand da?',
	answer: 'Guten Tag, hier ist {agent}. Ich sehe mir das gleich an.',
	answerByName: 'Guten Tag {name}, hier ist {agent}. Ich sehe mir das gleich an.',
	takeOver: 'Hallo, hier ist {agent}. Ich habe den Verlauf gelesen und übernehme.',
	campaign:
		'Acme: Ihre Bestellung {order} liegt zur Abholung bereit. | Acme: Ihr Termin ist {day} um {time} Uhr. Passt das?',
	reply: 'Danke für die Nachricht | Ja, passt. Ich habe noch eine Frage',
	photo: 'Hier ein Foto | So sieht es aus',
	document: 'Im Anhang finden Sie das Dokument.',
	call: 'Ich rufe Sie kurz an, das geht schneller.',
	another: 'Noch etwas | Wenn ich Sie schon dran habe: noch eine Frage',
	thanks: 'Vielen Dank! | Super, danke | Alles klar, danke 👍',
	goodbye: 'Gern geschehen. Einen schönen Tag noch! | Freut mich. Auf Wiederhören!',
	pauses: [
		['Einen Moment bitte, ich prüfe das.', 'Kein Problem'],
		['Sind Sie noch da?', 'Ja, Entschuldigung'],
	],
	topics: [
		{
			queue: 'delivery',
			opening: 'Wo bleibt mein Paket? | Die Bestellung {order} ist immer noch nicht da',
			exchanges: [
				['Wie lautet die Bestellnummer?', '{order}'],
				[
					'Die Sendungsnummer ist {code}. Das Paket hat gestern unser Lager verlassen.',
					'Und wann kommt es an?',
				],
				['Die Zustellung ist {day} geplant.', 'Vormittags oder nachmittags?'],
				['Ich kann eine Zustellung ab {time} Uhr veranlassen.', 'Das wäre großartig'],
			],
			resolution: 'Erledigt: Zustellung {day} ab {time} Uhr.',
		},
		{
			queue: 'billing',
			opening: 'Mir wurden zweimal {amount} abgebucht | Auf der Rechnung {order} ist ein Fehler',
			exchanges: [
				['Das tut mir leid. Um welche Rechnung geht es?', 'Um die {order}'],
				['Ich sehe zwei Zahlungen über {amount}.', 'Genau, ich habe aber nur einmal bestellt'],
				['Soll die Erstattung auf dieselbe Karte gehen?', 'Ja bitte'],
				['Bitte bestätigen Sie den Code {code}.', '{code}, bestätigt'],
			],
			resolution: 'Die Erstattung von {amount} ist unterwegs, das dauert drei bis fünf Tage.',
		},
		{
			queue: 'appointments',
			opening: 'Ich muss meinen Termin verschieben | Haben Sie {day} noch etwas frei?',
			exchanges: [
				['Gern. Welcher Tag passt Ihnen?', 'Am liebsten {day}'],
				['Ginge es um {time} Uhr?', 'Ja, das passt'],
				['Geht es um dasselbe wie beim letzten Mal?', 'Ja, um die jährliche Wartung'],
				['Bitte bringen Sie Ihre Unterlagen mit.', 'Mache ich'],
			],
			resolution: 'Ihr neuer Termin: {day} um {time} Uhr.',
		},
	],
};
