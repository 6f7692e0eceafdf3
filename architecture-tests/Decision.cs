namespace Konnect.ArchitectureTests;

/// <summary>
/// A decision record and the way its rules are asked: of the product, where a rule finds nothing but listed old sins, and of the specimen,
/// where it finds exactly what was planted, so that no rule passes because it looks at nothing.
/// </summary>
internal sealed record Decision(string Record)
{
    public static readonly Decision Modules = new("0001-modules-and-contracts");
    public static readonly Decision UseCases = new("0002-one-use-case-one-file");
    public static readonly Decision Requests = new("0003-requests-return-a-result-and-name-a-permission");
    public static readonly Decision Databases = new("0004-one-context-per-module-on-two-databases");
    public static readonly Decision Outbox = new("0005-outbox-and-inbox-instead-of-a-message-bus");
    public static readonly Decision Time = new("0006-time-is-a-service");
    public static readonly Decision Reporting = new("0007-odata-on-microsoft-odata-core");
    public static readonly Decision Rules = new("0008-rules-on-mono-cecil-approvals-with-shouldly");
    public static readonly Decision PersonalData = new("0009-personal-data-is-declared-where-it-is-defined");
    public static readonly Decision Exchange = new("0010-exchange-is-a-room-of-the-module");
    public static readonly Decision Facts = new("0011-facts-are-stored-rows");
    public static readonly Decision Pages = new("0012-pages-without-a-script-framework");
    public static readonly Decision Ports = new("0013-a-question-belongs-to-who-asks");
    public static readonly Decision SignIn = new("0014-signing-in-is-two-things-and-a-row");
    public static readonly Decision Trail = new("0015-the-trail-is-written-by-the-pipeline");
    public static readonly Decision Tablets = new("0016-a-tablet-is-opened-by-a-pin");
    public static readonly Decision Limits = new("0017-one-account-does-limited-damage");
    public static readonly Decision Sealing = new("0018-what-is-written-about-health-is-sealed");
    public static readonly Decision Taps = new("0019-presences-follow-from-taps");

    /// <summary>Asks a rule.</summary>
    /// <param name="subjects">What the rule is about; the product must have some.</param>
    /// <param name="sins">What is wrong with one subject, each sin naming the offender.</param>
    /// <param name="planted">What the rule must find in the specimen, exactly.</param>
    /// <param name="old">Sins of the product from before the rule, exactly: one that is gone leaves the list, and none enters it.</param>
    public void Forbids<T>(Func<Product, IEnumerable<T>> subjects, Func<Product, T, IEnumerable<string>> sins, string[] planted, string[]? old = null)
    {
        Find(Product.Specimen).ShouldBe(planted.Order(StringComparer.Ordinal), "The rule must find in the specimen what was planted for it, and nothing else.");
        subjects(Product.Built).ShouldNotBeEmpty("The rule has nothing to look at.");
        var found = Find(Product.Built);
        found.Except(old ?? []).ShouldBeEmpty($"See architecture-tests/decisions/{Record}.md");
        (old ?? []).Except(found).ShouldBeEmpty("Old sins that are gone: take them off the list.");

        IEnumerable<string> Find(Product product) => subjects(product).SelectMany(s => sins(product, s)).Distinct().Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>Compares an agreement with others with its approved text in <c>Approved/</c>. A difference leaves the received text beside it, to be taken over on purpose.</summary>
    public void Approves(string name, string text)
    {
        text.ShouldNotBeNullOrWhiteSpace();
        text.ShouldMatchApproved(
            c => c.NoDiff().SubFolder("Approved").WithFilenameGenerator((_, _, type, extension) => $"{name}.{type}.{extension}"),
            $"If the change is meant, {name}.received.txt becomes {name}.approved.txt. See architecture-tests/decisions/{Record}.md");
    }
}
