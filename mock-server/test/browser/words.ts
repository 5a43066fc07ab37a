/** What a browser script finds controls by, written out here so that nobody changes a word unseen. */
export const words = {
  da: {
    email: 'E-mail',
    password: 'Adgangskode',
    logIn: 'Log ind',
    pick: 'Fortsæt',
    allow: 'Ja, tillad',
    deny: 'Nej, tillad ikke',
  },
  fi: {
    email: 'Sähköposti',
    password: 'Salasana',
    logIn: 'Kirjaudu sisään',
    pick: 'Jatka',
    allow: 'Kyllä, salli',
    deny: 'Ei, älä salli',
  },
  en: {
    email: 'E-mail',
    password: 'Password',
    logIn: 'Log in',
    pick: 'Continue',
    allow: 'Yes, allow',
    deny: 'No, do not allow',
  },
} as const

export type Words = (typeof words)[keyof typeof words]
