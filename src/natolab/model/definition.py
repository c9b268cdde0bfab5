"""The scenario model, written once.

Everything else that knows an equation is generated from this module by
``python -m natolab.model.generate``: the Python kernel, the JavaScript kernel, the XMILE file and
the LaTeX of the book.

Every stock moves towards a *goal* at a *pace*: its rate of change is ``pace * (goal - stock)``.
A share whose goal stays between 0 and 1 can therefore never leave that band. Expressions are
plain text; they know ``exp``, ``ln`` and ``logistic(x) = 1 / (1 + exp(-x))`` and every name below.
"""

from __future__ import annotations

from dataclasses import dataclass

from natolab.model.numerics import YEARS

ASSUMPTION = "assumption"


@dataclass(frozen=True)
class Lever:
    """An input that a scenario sets over time.

    ``before`` is its value before the war, and in every scenario that does not mention it. A
    ``switch`` is 0 or 1 and nothing between.
    """

    name: str
    symbol: str
    before: float
    meaning: str
    column: str = ""
    unit: str = "share"
    switch: bool = False


@dataclass(frozen=True)
class Stock:
    """A quantity that accumulates: it moves to ``goal`` at ``pace`` (per year).

    ``trust`` is its value in full trust, from which the search for the state of rest starts.
    """

    name: str
    symbol: str
    unit: str
    system: str
    meaning: str
    goal: str
    pace: str
    trust: float = 0.0


@dataclass(frozen=True)
class Auxiliary:
    """A quantity that follows at once from stocks, levers and parameters."""

    name: str
    symbol: str
    unit: str
    meaning: str
    expression: str


@dataclass(frozen=True)
class Parameter:
    """A constant of a run.

    ``words`` name it for readers. ``system`` is the part of the model that it belongs to, one of
    those that the stocks have. ``low`` and ``high`` bound what is plausible and what an ensemble
    draws from; ``limits`` bound what the equations accept. ``citations`` are keys of the book's
    bibliography.
    """

    name: str
    words: str
    symbol: str
    unit: str
    system: str
    value: float
    low: float
    high: float
    meaning: str
    source: str = ASSUMPTION
    citations: tuple[str, ...] = ()
    accepts: tuple[float, float] | None = None

    @property
    def assumed(self) -> bool:
        """Whether the value is an assumption, as its source says first."""
        return self.source.lower().startswith(ASSUMPTION)

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest value that the equations accept."""
        return self.accepts or _LIMITS[self.unit]

    def widened(self, width: float) -> tuple[float, float]:
        """Return the range, widened or narrowed about the value.

        Parameters
        ----------
        width : float
            1 leaves the range as it is, 0.5 halves it; what the equations do not accept is cut
            off.

        Returns
        -------
        tuple of float
            Lowest and highest value.
        """
        least, most = self.limits
        low, high = (
            min(max(self.value + width * (end - self.value), least), most)
            for end in (self.low, self.high)
        )
        return low, high


@dataclass(frozen=True)
class Outcome:
    """A class of outcome.

    ``words`` name it, ``ending`` completes the sentence that a run ends so. ``color`` is a name of
    the course's palette; ``hatch`` and ``marker`` tell bars and points apart without colour.
    """

    name: str
    words: str
    rule: str
    color: str
    hatch: str
    marker: str
    ending: str


#: What the equations accept, by unit. A time below two days is shorter than the shortest step.
_LIMITS = {"share": (0.0, 1.0), "year": (YEARS[0], 200.0)}

LEVERS = (
    Lever("strike", r"s", 0.0, "Tempo of the military campaign", column="war"),
    Lever("consultation", r"q", 0.5, "How far Washington decides together with its allies"),
    Lever("conditionality", r"k", 0.15, "How far the US commitment is tied to support for the war"),
    Lever("exit_talk", r"w", 0.05, "Intensity of talk of withdrawal and attempts at it"),
    Lever("membership", r"\ell", 1.0, "Legal membership of the United States: 1 or 0", switch=True),
    Lever("coordination", r"j", 0.0, "Joint crisis diplomacy: talks, escorts, shared reserves"),
    Lever("european_effort", r"e", 0.3, "Share of the announced rearmament that is really funded"),
    Lever("drawdown", r"d", 0.0, "Share of US forces that leave Europe by agreement"),
)

AUXILIARIES = (
    Auxiliary(
        "supply_gap",
        r"g",
        "share",
        "World oil supply that is missing after pipelines and reserves",
        "hormuz_loss * (hormuz_share * (1 - bypass) - reserve_release)",
    ),
    Auxiliary(
        "elasticity_now",
        r"\varepsilon",
        "ratio",
        "Elasticities of demand and supply together, grown by adaptation",
        "elasticity * (1 + (elasticity_growth - 1) * adaptation)",
    ),
    Auxiliary(
        "scarcity_price",
        r"\hat p",
        "log points",
        "Rise of the price that would close the gap at once",
        "ln(1 / (1 - supply_gap)) / elasticity_now",
    ),
    Auxiliary(
        "burden_felt",
        r"b",
        "share",
        "Household burden as a share of the worst",
        "1 - exp(-burden)",
    ),
    Auxiliary(
        "shared_threat",
        r"\theta",
        "share",
        "Threat that both sides of the Atlantic perceive together",
        "threat_base + (1 - threat_base) * threat_gain * burden_felt",
    ),
    Auxiliary(
        "calm_at_home",
        r"Q_B",
        "share",
        "Share of willingness that burden and fatigue leave",
        "(1 - burden_cost * burden_felt) * (1 - fatigue_cost * fatigue)",
    ),
    Auxiliary(
        "closeness",
        r"Q_M",
        "share",
        "Share of willingness that hedging and divergence leave",
        "(1 - hedging_cost * hedging) * (1 - divergence_europe * divergence)",
    ),
    Auxiliary(
        "rally_felt",
        r"\rho_E",
        "share",
        "Willingness that a rally adds, as far as allies were consulted",
        "(1 - willingness_base) * rally * strike * (1 - fatigue) * consultation",
    ),
    Auxiliary(
        "own_support",
        r"S_E",
        "share",
        "Support that Europeans give a war decided with or without them",
        "european_willingness * (1 - exclusion * strike * (1 - consultation))",
    ),
    Auxiliary(
        "support",
        r"S",
        "share",
        "European support as Washington sees it: a shared threat, met together, adds to it",
        "own_support + (1 - own_support) * shared_threat * coordination",
    ),
    Auxiliary(
        "alignment",
        r"a",
        "share",
        "How far the two sides pull together: commitment times support",
        "us_commitment * support",
    ),
    Auxiliary(
        "joint_action",
        r"J",
        "share",
        "Crisis diplomacy that bites: it needs alignment",
        "coordination * (1 - response_loss * (1 - alignment))",
    ),
    Auxiliary(
        "rewarded_commitment",
        r"R",
        "share",
        "US commitment that support earns, an S-shaped answer",
        "logistic(support_slope * (support - support_threshold))",
    ),
    Auxiliary(
        "condition",
        r"\kappa",
        "share",
        "Weight of support in the US commitment",
        "conditionality * support_link",
    ),
    Auxiliary(
        "promise",
        r"\Pi",
        "share",
        "Credibility that the present facts would justify",
        "membership * us_commitment * (1 - uncertainty_cost * uncertainty)"
        " * (1 - tripwire * drawdown)",
    ),
    Auxiliary(
        "funded_effort",
        r"f",
        "share",
        "European effort including what doubt about the US adds",
        "european_effort + (1 - european_effort) * self_reliance * (1 - credibility)",
    ),
    Auxiliary(
        "distance",
        r"D",
        "share",
        "Signal of low alignment, S-shaped",
        "logistic(distance_slope * (distance_threshold - alignment))",
    ),
    Auxiliary(
        "cohesion",
        r"h",
        "share",
        "How far Europeans act as one",
        "1 - fragmentation * hedging",
    ),
    Auxiliary(
        "us_deterrence",
        r"\Delta_U",
        "share",
        "Part of deterrence that rests on US forces and the belief in them",
        "us_weight * credibility * (1 - drawdown)",
    ),
    Auxiliary(
        "european_deterrence",
        r"\Delta_E",
        "share",
        "Part of deterrence that rests on European forces acting as one",
        "european_weight * european_capability * cohesion",
    ),
    Auxiliary(
        "deterrence",
        r"\Delta",
        "share",
        "Deterrence: either part may suffice",
        "1 - (1 - us_deterrence) * (1 - european_deterrence)",
    ),
    Auxiliary(
        "oil_price",
        r"P",
        "ratio",
        "Oil price relative to the price before the war",
        "exp(log_price)",
    ),
)

STOCKS = (
    Stock(
        "hormuz_loss",
        r"H",
        "share",
        "energy",
        "Flow through the Strait of Hormuz that is lost",
        "closure * strike * (1 - escort_effect * joint_action)",
        "1 / closure_time",
    ),
    Stock(
        "log_price",
        r"p",
        "log points",
        "energy",
        "Logarithm of the oil price relative to the price before the war",
        "ln(price_ceiling) * (1 - exp(-scarcity_price / ln(price_ceiling)))",
        "1 / price_time",
    ),
    Stock(
        "adaptation",
        r"A",
        "share",
        "energy",
        "How far users and producers have adapted to the loss",
        "hormuz_loss",
        "1 / adaptation_time",
    ),
    Stock(
        "burden",
        r"B",
        "log points",
        "politics",
        "Price shock as households feel it, smoothed",
        "log_price",
        "1 / burden_time",
    ),
    Stock(
        "fatigue",
        r"F",
        "share",
        "politics",
        "War fatigue",
        "strike",
        "(1 + burden_haste * burden) / fatigue_time",
    ),
    Stock(
        "european_willingness",
        r"E",
        "share",
        "politics",
        "Readiness of European publics and parliaments to side with Washington",
        "willingness_base * (1 - reciprocity * (1 - credibility)) * calm_at_home * closeness"
        " + rally_felt",
        "1 / willingness_time",
        trust=1.0,
    ),
    Stock(
        "us_commitment",
        r"C",
        "share",
        "security",
        "Political will of the US to defend Europe",
        "(1 - diversion * strike) * (1 - divergence_us * divergence)"
        " * ((1 - condition) * commitment_base + condition * rewarded_commitment)",
        "1 / commitment_time",
        trust=1.0,
    ),
    Stock(
        "credibility",
        r"T",
        "share",
        "security",
        "Allies' belief that the US would act: slow up, fast down",
        "promise",
        "1 / fall_time + (1 / rise_time - 1 / fall_time)"
        " * logistic((promise - credibility) / switch_width)",
        trust=1.0,
    ),
    Stock(
        "uncertainty",
        r"X",
        "share",
        "security",
        "Institutional uncertainty, fed by talk of withdrawal",
        "exit_talk * talk_decay_time / (talk_time + exit_talk * talk_decay_time)",
        "exit_talk / talk_time + 1 / talk_decay_time",
    ),
    Stock(
        "capability_planned",
        r"K_1",
        "share",
        "security",
        "European capability, first stage: decided and budgeted",
        "full_capability * funded_effort",
        "3 / capability_time",
    ),
    Stock(
        "capability_ordered",
        r"K_2",
        "share",
        "security",
        "European capability, second stage: ordered and built",
        "capability_planned",
        "3 / capability_time",
    ),
    Stock(
        "european_capability",
        r"K",
        "share",
        "security",
        "European capability in service, as a share of what deterring alone would need",
        "capability_ordered",
        "3 / capability_time",
    ),
    Stock(
        "hedging",
        r"G",
        "share",
        "security",
        "Parallel coalitions and other patrons",
        "hedging_strength * (1 - credibility) * (1 - hedging_relief * european_capability)",
        "1 / hedging_time",
    ),
    Stock(
        "divergence",
        r"M",
        "share",
        "memory",
        "Cumulative divergence: it fills while alignment is low and heals slowly",
        "distance * healing_time / (divergence_time + distance * healing_time)",
        "distance / divergence_time + 1 / healing_time",
    ),
)

#: The parts of the model, in the order of the stocks.
SYSTEMS = tuple(dict.fromkeys(stock.system for stock in STOCKS))

PARAMETERS = (
    Parameter(
        "hormuz_share",
        "share of oil that passes Hormuz",
        r"\sigma",
        "share",
        "energy",
        0.20,
        0.18,
        0.22,
        "Share of world oil consumption that passes Hormuz",
        "US Energy Information Administration: about 20 %",
        ("EIA2025Hormuz",),
        (0.1, 0.5),
    ),
    Parameter(
        "bypass",
        "pipelines round the strait",
        r"\beta",
        "share",
        "energy",
        0.15,
        0.10,
        0.30,
        "Share of that flow that pipelines can carry round the strait",
        "Estimates of the pipelines' idle capacity, 2.6 to 5.7 mb/d of 20",
        ("EIA2025Hormuz", "IEAHormuz", "WSJ2026Pipelines"),
        (0.0, 0.7),
    ),
    Parameter(
        "reserve_release",
        "release of reserves",
        r"r",
        "share",
        "energy",
        0.02,
        0.0,
        0.025,
        "World supply that emergency stocks replace while the strait is shut",
        "400 million barrels agreed in March 2026, about 2 mb/d over half a year",
        ("IEA2026Release",),
        (0.0, 0.025),
    ),
    Parameter(
        "closure",
        "flow lost at full tempo",
        r"c",
        "share",
        "energy",
        0.95,
        0.85,
        1.0,
        "Flow lost at full tempo without joint crisis diplomacy",
        "IMF PortWatch, October 2026: 4.5 ships a day from 2 March to 16 June 2026, 85.5 in 2025",
        ("IMFPortWatch2026",),
    ),
    Parameter(
        "closure_time",
        "time in which the flow adjusts",
        r"\tau_H",
        "year",
        "energy",
        0.015,
        0.01,
        0.05,
        "Time in which the flow adjusts",
    ),
    Parameter(
        "escort_effect",
        "flow restored by joint action",
        r"\eta",
        "share",
        "energy",
        0.5,
        0.2,
        0.8,
        "Share of the loss that full joint action restores",
    ),
    Parameter(
        "elasticity",
        "elasticity of oil",
        r"\varepsilon_0",
        "ratio",
        "energy",
        0.14,
        0.04,
        0.5,
        "Sum of demand and supply elasticities, whose estimates differ from about 0.04 to 0.5",
        "Range of the studies; the value is calibrated to the peak of April 2026",
        ("KilianMurphy2014", "BaumeisterHamilton2019", "CaldaraEtAl2016", "IMFWEO2011"),
        (0.02, 2.0),
    ),
    Parameter(
        "elasticity_growth",
        "growth of the elasticity",
        r"\gamma",
        "ratio",
        "energy",
        3.5,
        1.5,
        4.0,
        "Long-run elasticity as a multiple of the short-run one",
        "World Economic Outlook, April 2011: demand 0.02 in the short run, 0.07 in the long; "
        "the range is ours",
        ("IMFWEO2011",),
        (1.0, 10.0),
    ),
    Parameter(
        "price_ceiling",
        "ceiling of the price",
        r"\bar P",
        "ratio",
        "energy",
        5.0,
        3.0,
        6.0,
        "Price, relative to the price before the war, that rationing would not let oil pass",
        accepts=(1.5, 20.0),
    ),
    Parameter(
        "price_time",
        "time in which the price adjusts",
        r"\tau_p",
        "year",
        "energy",
        0.05,
        0.02,
        0.1,
        "Time in which the price adjusts",
    ),
    Parameter(
        "adaptation_time",
        "time in which users adapt",
        r"\tau_A",
        "year",
        "energy",
        0.4,
        0.2,
        1.5,
        "Time in which users adapt",
    ),
    Parameter(
        "burden_time",
        "time until prices are felt",
        r"\tau_B",
        "year",
        "politics",
        0.5,
        0.25,
        1.0,
        "Time in which households feel a price",
    ),
    Parameter(
        "fatigue_time",
        "time in which a rally tires",
        r"\tau_F",
        "year",
        "politics",
        0.25,
        0.08,
        0.7,
        "Time in which a rally tires",
        "Assumption; that rallies fade is Mueller's finding, the pace is ours",
        ("Mueller1970",),
    ),
    Parameter(
        "burden_haste",
        "haste that burden adds to fatigue",
        r"\phi",
        "ratio",
        "politics",
        1.0,
        0.0,
        2.0,
        "Speeding of fatigue by the burden",
        accepts=(0.0, 10.0),
    ),
    Parameter(
        "rally",
        "rally round the flag",
        r"\rho",
        "share",
        "politics",
        0.13,
        0.0,
        0.25,
        "Rally round the flag, in allied countries only as far as they were consulted",
        "Assumption; Mueller described rallies in the United States, the size is ours",
        ("Mueller1970",),
    ),
    Parameter(
        "willingness_base",
        "European willingness at its best",
        r"E_0",
        "share",
        "politics",
        0.9,
        0.8,
        1.0,
        "Willingness with nothing against it",
    ),
    Parameter(
        "reciprocity",
        "willingness lost to doubt",
        r"\mu",
        "share",
        "politics",
        0.55,
        0.2,
        0.8,
        "Willingness lost if credibility falls to 0",
    ),
    Parameter(
        "burden_cost",
        "willingness lost to burden",
        r"\beta_E",
        "share",
        "politics",
        0.3,
        0.1,
        0.5,
        "Willingness lost to the full burden",
    ),
    Parameter(
        "fatigue_cost",
        "willingness lost to fatigue",
        r"\phi_E",
        "share",
        "politics",
        0.2,
        0.05,
        0.4,
        "Willingness lost to full fatigue",
    ),
    Parameter(
        "hedging_cost",
        "willingness lost to hedging",
        r"\gamma_E",
        "share",
        "politics",
        0.3,
        0.1,
        0.5,
        "Willingness lost to full hedging",
    ),
    Parameter(
        "exclusion",
        "support lost without consultation",
        r"\kappa_0",
        "share",
        "politics",
        0.6,
        0.3,
        0.9,
        "Support lost in a war without consultation",
    ),
    Parameter(
        "threat_base",
        "shared threat at all times",
        r"\theta_0",
        "share",
        "politics",
        0.4,
        0.2,
        0.6,
        "Threat perceived together at all times",
    ),
    Parameter(
        "threat_gain",
        "shared threat added by burden",
        r"\theta_1",
        "share",
        "politics",
        0.5,
        0.2,
        0.8,
        "Part of the rest that the full burden adds",
    ),
    Parameter(
        "response_loss",
        "joint action lost in discord",
        r"\lambda",
        "share",
        "politics",
        0.5,
        0.2,
        0.8,
        "Joint action lost without alignment",
    ),
    Parameter(
        "willingness_time",
        "time in which willingness adjusts",
        r"\tau_E",
        "year",
        "politics",
        0.8,
        0.4,
        1.5,
        "Time in which willingness adjusts",
    ),
    Parameter(
        "commitment_base",
        "US commitment without conditions",
        r"C_0",
        "share",
        "security",
        0.95,
        0.85,
        1.0,
        "US commitment without conditions",
    ),
    Parameter(
        "support_link",
        "link from support to commitment",
        r"\iota",
        "share",
        "security",
        1.0,
        1.0,
        1.0,
        "Switch: 0 cuts the loop of mutual distancing",
    ),
    Parameter(
        "support_threshold",
        "support that commitment asks for",
        r"S_0",
        "share",
        "security",
        0.58,
        0.51,
        0.70,
        "Support at which half the commitment is earned",
    ),
    Parameter(
        "support_slope",
        "how sharply support is answered",
        r"\nu",
        "ratio",
        "security",
        8.5,
        5.0,
        12.0,
        "Steepness of that S-shaped answer",
        accepts=(0.0, 40.0),
    ),
    Parameter(
        "diversion",
        "commitment that the war ties down",
        r"\delta",
        "share",
        "security",
        0.1,
        0.0,
        0.2,
        "Commitment that the war ties down elsewhere",
        "Assumption; a war elsewhere is taken to cost capacity rather than belief",
    ),
    Parameter(
        "commitment_time",
        "time in which commitment adjusts",
        r"\tau_C",
        "year",
        "security",
        1.0,
        0.5,
        2.0,
        "Time in which commitment adjusts",
    ),
    Parameter(
        "uncertainty_cost",
        "credibility lost to uncertainty",
        r"\chi",
        "share",
        "security",
        0.45,
        0.33,
        0.60,
        "Credibility lost to full uncertainty",
    ),
    Parameter(
        "tripwire",
        "credibility lost if US forces left",
        r"\psi",
        "share",
        "security",
        0.3,
        0.0,
        0.6,
        "Credibility lost if all US forces left by agreement",
    ),
    Parameter(
        "rise_time",
        "time in which credibility rises",
        r"\tau_+",
        "year",
        "security",
        3.0,
        2.0,
        6.0,
        "Time in which credibility rises",
    ),
    Parameter(
        "fall_time",
        "time in which credibility falls",
        r"\tau_-",
        "year",
        "security",
        0.4,
        0.2,
        0.8,
        "Time in which credibility falls",
    ),
    Parameter(
        "switch_width",
        "step between rising and falling",
        r"\omega",
        "share",
        "security",
        0.02,
        0.01,
        0.04,
        "Width of the step between rising and falling",
        accepts=(0.005, 1.0),
    ),
    Parameter(
        "talk_time",
        "time in which exit talk works",
        r"\tau_w",
        "year",
        "security",
        0.5,
        0.25,
        1.0,
        "Time in which full exit talk breeds uncertainty",
    ),
    Parameter(
        "talk_decay_time",
        "time in which exit talk fades",
        r"\tau_X",
        "year",
        "security",
        1.5,
        1.0,
        3.0,
        "Time in which uncertainty decays",
    ),
    Parameter(
        "capability_time",
        "delay from money to capability",
        r"\tau_K",
        "year",
        "security",
        7.5,
        5.0,
        10.0,
        "Mean delay from money to capability",
        "European officials: 5 to 10 years (reported by the Financial Times, March 2025), the "
        "range kept here; major US programmes take almost 12 on average to a first capability",
        ("Newsmax2025", "GAO2025"),
        accepts=(0.5, 40.0),
    ),
    Parameter(
        "full_capability",
        "capability that full effort buys",
        r"K_0",
        "share",
        "security",
        0.9,
        0.7,
        1.0,
        "Capability that full effort buys in the end",
    ),
    Parameter(
        "self_reliance",
        "effort that doubt would fund",
        r"\alpha",
        "share",
        "security",
        0.3,
        0.1,
        0.5,
        "Missing effort that full doubt would fund",
    ),
    Parameter(
        "hedging_strength",
        "hedging at full doubt",
        r"\gamma_0",
        "share",
        "security",
        0.9,
        0.7,
        1.0,
        "Hedging at full doubt",
    ),
    Parameter(
        "hedging_relief",
        "hedging spared by own capability",
        r"\gamma_K",
        "share",
        "security",
        0.3,
        0.1,
        0.5,
        "Hedging spared by full own capability",
    ),
    Parameter(
        "hedging_time",
        "time in which hedging adjusts",
        r"\tau_G",
        "year",
        "security",
        1.5,
        0.75,
        3.0,
        "Time in which hedging adjusts",
    ),
    Parameter(
        "fragmentation",
        "cohesion lost to hedging",
        r"\zeta",
        "share",
        "security",
        0.4,
        0.2,
        0.6,
        "Cohesion lost to full hedging",
    ),
    Parameter(
        "us_weight",
        "deterrence of the US alone",
        r"w_U",
        "share",
        "security",
        0.75,
        0.6,
        0.9,
        "Deterrence of a fully credible US alone",
    ),
    Parameter(
        "european_weight",
        "deterrence of Europe alone",
        r"w_E",
        "share",
        "security",
        0.6,
        0.4,
        0.75,
        "Deterrence of full European capability alone; the US nuclear part stays out of reach",
    ),
    Parameter(
        "divergence_time",
        "time in which divergence fills",
        r"\tau_M",
        "year",
        "memory",
        4.5,
        1.7,
        7.0,
        "Time in which low alignment fills divergence",
    ),
    Parameter(
        "healing_time",
        "time in which divergence heals",
        r"\tau_h",
        "year",
        "memory",
        25.0,
        14.0,
        38.0,
        "Time in which divergence heals",
    ),
    Parameter(
        "distance_threshold",
        "where divergence sets in",
        r"a_0",
        "share",
        "memory",
        0.36,
        0.3,
        0.5,
        "Alignment below which divergence fills",
    ),
    Parameter(
        "distance_slope",
        "how sharply divergence sets in",
        r"\xi",
        "ratio",
        "memory",
        15.0,
        10.0,
        20.0,
        "Steepness of that signal",
        accepts=(0.0, 60.0),
    ),
    Parameter(
        "divergence_europe",
        "willingness lost to divergence",
        r"m_E",
        "share",
        "memory",
        0.3,
        0.1,
        0.5,
        "Willingness lost to full divergence",
    ),
    Parameter(
        "divergence_us",
        "US commitment lost to divergence",
        r"m_C",
        "share",
        "memory",
        0.25,
        0.1,
        0.5,
        "Commitment lost to full divergence",
    ),
)

#: Membership is 1 or 0; from here on it is taken for 1.
MEMBER = 0.5
#: Credibility at the end below which a guarantee is hollow.
HOLLOW = 0.35
#: How far below its start credibility may end and count as restored.
RESTORED = 0.05
#: How far below its start credibility may fall on the way in a collective outcome.
DIP = 0.15
#: Deterrence counts as below its level before the war if it misses more than this part of it.
SHORTFALL = 0.01

#: The classes of outcome by name; the first rule that holds decides.
OUTCOMES = {
    outcome.name: outcome
    for outcome in (
        Outcome(
            "dissolved",
            "dissolved",
            "The United States is no longer a member at the end.",
            color="purple",
            hatch="oo",
            marker="s",
            ending="dissolved",
        ),
        Outcome(
            "hollow",
            "hollow",
            f"Credibility ends below {HOLLOW:g}, although membership stands.",
            color="vermilion",
            hatch="xx",
            marker="X",
            ending="hollow",
        ),
        Outcome(
            "european",
            "European",
            "The European part of deterrence ends above the American part.",
            color="sky",
            hatch="--",
            marker="D",
            ending="European",
        ),
        Outcome(
            "collective",
            "collective",
            f"Credibility ends at most {RESTORED:g} below its start and never fell {DIP:g} "
            "below it.",
            color="black",
            hatch="",
            marker="P",
            ending="collective",
        ),
        Outcome(
            "realigned",
            "realigned",
            f"Credibility ends at most {RESTORED:g} below its start, after a deeper dip.",
            color="green",
            hatch="..",
            marker="o",
            ending="realigned",
        ),
        Outcome(
            "strategic_damage",
            "strategic damage",
            f"Credibility ends more than {RESTORED:g} below its start.",
            color="blue",
            hatch="//",
            marker="v",
            ending="with strategic damage",
        ),
    )
}
