package phone

import "fmt"

// countryName names a country in a message; the less common ones by their code.
func countryName(country string, calling int) string {
	if calling == 1 {
		return "North America"
	}
	if name := countryNames[country]; name != "" {
		return name
	}
	if len(country) == 2 {
		return fmt.Sprintf("%s (+%d)", country, calling)
	}
	return fmt.Sprintf("the numbers of +%d", calling)
}

var countryNames = map[string]string{
	"AE": "the United Arab Emirates", "AR": "Argentina", "AT": "Austria", "AU": "Australia", "BE": "Belgium",
	"BG": "Bulgaria", "BR": "Brazil", "CH": "Switzerland", "CL": "Chile", "CN": "China", "CO": "Colombia",
	"CY": "Cyprus", "CZ": "the Czech Republic", "DE": "Germany", "DK": "Denmark", "EE": "Estonia", "EG": "Egypt",
	"ES": "Spain", "FI": "Finland", "FR": "France", "GB": "the United Kingdom", "GH": "Ghana", "GR": "Greece",
	"HK": "Hong Kong", "HR": "Croatia", "HU": "Hungary", "ID": "Indonesia", "IE": "Ireland", "IL": "Israel",
	"IN": "India", "IS": "Iceland", "IT": "Italy", "JP": "Japan", "KE": "Kenya", "KR": "South Korea",
	"LI": "Liechtenstein", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia", "MA": "Morocco", "MT": "Malta",
	"MX": "Mexico", "MY": "Malaysia", "NG": "Nigeria", "NL": "the Netherlands", "NO": "Norway", "NZ": "New Zealand",
	"PE": "Peru", "PH": "the Philippines", "PK": "Pakistan", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
	"RS": "Serbia", "RU": "Russia", "SA": "Saudi Arabia", "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia",
	"SK": "Slovakia", "TH": "Thailand", "TN": "Tunisia", "TR": "Turkey", "TW": "Taiwan", "UA": "Ukraine",
	"VN": "Vietnam", "ZA": "South Africa",
}
