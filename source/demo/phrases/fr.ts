import {type Phrases} from '../phrases.js';

export const fr: Phrases = {
	assistant: 'l’assistant virtuel',
	product: 'Cafetière Luna | Lampe Sol | Sac à dos Nord | Chaise Centre',
	day: 'lundi | mardi | jeudi | vendredi | demain',
	amount: '18,75 € | 49,90 € | 79,00 € | 129,00 €',
	welcome: 'Merci d’avoir contacté Acme. Nous vous répondons dans quelques minutes.',
	hello: 'Bonjour | Bonsoir | Bonjour, il y a quelqu’un ?',
	answer: 'Bonjour, ici {agent}. Je regarde cela tout de suite.',
	answerByName: 'Bonjour {name}, ici {agent}. Je regarde cela tout de suite.',
	takeOver: 'Bonjour, ici {agent}. J’ai lu la conversation et je prends la suite.',
	campaign:
		'Acme : votre commande {order} est prête. | Acme : votre rendez-vous est {day} à {time}. Cela vous convient ?',
	reply: 'Merci pour le message | Oui, mais j’ai une question',
	photo: 'Voici une photo | Regardez, c’est comme ça',
	document: 'Vous trouverez le document ci-joint.',
	call: 'Je vous appelle, ce sera plus rapide.',
	another: 'Encore une chose | J’ai une autre question',
	thanks: 'Merci beaucoup ! | Parfait, merci | Super 👍',
	goodbye: 'Je vous en prie. Bonne journée ! | Avec plaisir. À bientôt !',
	pauses: [
		['Un instant, s’il vous plaît, je vérifie.', 'Bien sûr, prenez votre temps'],
		['Vous êtes toujours là ?', 'Oui, pardon'],
	],
	topics: [
		{
			queue: 'delivery',
			opening: 'Où est mon colis ? | La commande {order} n’est toujours pas arrivée',
			exchanges: [
				['Quel est le numéro de commande ?', '{order}'],
				['Le numéro de suivi est {code}. Le colis est parti hier.', 'Et quand arrive-t-il ?'],
				['La livraison est prévue {day}.', 'Le matin ou l’après-midi ?'],
				['Je peux demander une livraison après {time}.', 'Ce serait parfait'],
			],
			resolution: 'C’est noté : livraison {day} après {time}.',
		},
		{
			queue: 'returns',
			opening: 'Je voudrais renvoyer l’article « {product} » | L’article « {product} » est arrivé cassé',
			exchanges: [
				['Quel est le motif du retour ?', 'Il y a une rayure'],
				['Avez-vous encore l’emballage ?', 'Oui, rien n’a servi'],
				['Préférez-vous un échange ou un remboursement ?', 'Un remboursement, s’il vous plaît'],
				['Je vous envoie une étiquette pour le colis.', 'Par e-mail ? Très bien'],
			],
			resolution: 'Le remboursement de {amount} sera fait dès réception. Référence : {code}.',
		},
		{
			queue: 'billing',
			opening: 'J’ai été débité deux fois de {amount} | Il y a une erreur sur la facture {order}',
			exchanges: [
				['Toutes nos excuses. De quelle facture s’agit-il ?', 'La {order}'],
				['Je vois deux paiements de {amount}.', 'Exactement, et je n’ai commandé qu’une fois'],
				['Le remboursement se fait sur la même carte ?', 'Oui, merci'],
			],
			resolution: 'Le remboursement de {amount} est en cours, comptez trois à cinq jours.',
		},
	],
};
