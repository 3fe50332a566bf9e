using Traceability.Contracts;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>How the Parties service says no. Within an operation the first that applies is answered, in the order in which its decision asks.</summary>
public static class PartyRefusals
{
    /// <summary>Only who runs the registry may do this.</summary>
    public static readonly RefusalKind NotAdministrator = new(
        "not-administrator", RefusalCategory.Forbidden, "Only an administrator may do this",
        "{0} has not the role administrator; ask the operator of the registry.");

    /// <summary>The party is there.</summary>
    public static readonly RefusalKind PartyExists = new(
        "party-exists", RefusalCategory.Conflict, "The party is registered already",
        "{0} is registered already; change it with PUT /parties/{0}.");

    /// <summary>No such party.</summary>
    public static readonly RefusalKind PartyNotFound = new(
        "party-not-found", RefusalCategory.Unknown, "The party is not registered", "{0} is not registered here.");

    /// <summary>A change without the version that it is based on.</summary>
    [Status(428)]
    public static readonly RefusalKind IfMatchMissing = new(
        "if-match-missing", RefusalCategory.Malformed, "The version to be changed is missing",
        "Send the ETag of the party as you read it in the header If-Match, so that nobody else's change is lost.");

    /// <summary>A change of a version that no longer stands.</summary>
    [Status(412)]
    public static readonly RefusalKind PartyChangedMeanwhile = new(
        "party-changed-meanwhile", RefusalCategory.Conflict, "The party was changed meanwhile",
        "{0} now has the ETag \"{1}\"; read it again, make your change there and send it with that ETag.");

    /// <summary>An administrator about to lock itself out.</summary>
    public static readonly RefusalKind AdministratorLockedOut = new(
        "administrator-locked-out", RefusalCategory.Conflict, "An administrator cannot lock itself out",
        "{0} would no longer be able to administer the registry; let another administrator do this.");

    /// <summary>No usable name.</summary>
    public static readonly RefusalKind NameMalformed = new(
        "name-malformed", RefusalCategory.Malformed, "The name cannot be used",
        "The name must have 1 to {0} printable characters and must not begin or end with a space.");

    /// <summary>No role at all.</summary>
    public static readonly RefusalKind RolesMissing = new(
        "roles-missing", RefusalCategory.Malformed, "A party needs a role", "Give at least one role; it says what the party may do.");

    /// <summary>Who supervises or runs the registry must not take part.</summary>
    public static readonly RefusalKind RolesExclusive = new(
        "roles-exclusive", RefusalCategory.Inadmissible, "The roles exclude each other",
        "A regulator or administrator can have no other role; register the other activity under another party.");

    /// <summary>No vendor code.</summary>
    public static readonly RefusalKind VendorCodeMalformed = new(
        "vendor-code-malformed", RefusalCategory.Malformed, "The vendor code cannot be one",
        "'{0}' is not a vendor code; it has exactly three characters, capital letters or digits.", "GB/T 34014-2017");

    /// <summary>The vendor code is another's.</summary>
    public static readonly RefusalKind VendorCodeTaken = new(
        "vendor-code-taken", RefusalCategory.Conflict, "The vendor code is filed for another party",
        "Vendor code {0} is filed for {1}; check the filing, or take it from that party first.", "GB/T 34014-2017");

    /// <summary>A permit without a number.</summary>
    public static readonly RefusalKind PermitMalformed = new(
        "permit-malformed", RefusalCategory.Malformed, "The permit cannot be read",
        "A permit needs the number printed on it, 1 to {0} printable characters.");

    /// <summary>A permit that ends before it begins.</summary>
    public static readonly RefusalKind PermitDatesReversed = new(
        "permit-dates-reversed", RefusalCategory.Inadmissible, "The permit ends before it begins",
        "The permit is valid from {0:yyyy-MM-dd} but only until {1:yyyy-MM-dd}; correct one of the dates.");

    /// <summary>More in a list than a party can have.</summary>
    public static readonly RefusalKind TooManyItems = new(
        "too-many-items", RefusalCategory.Inadmissible, "The list is too long", "At most {0} can be given for one party.");

    /// <summary>A suspension without a reason.</summary>
    public static readonly RefusalKind ReasonMalformed = new(
        "reason-malformed", RefusalCategory.Malformed, "A reason is needed",
        "Say why in 1 to {0} printable characters; the party is told this sentence.");

    /// <summary>Suspended twice.</summary>
    public static readonly RefusalKind PartyAlreadySuspended = new(
        "party-already-suspended", RefusalCategory.Conflict, "The party is suspended already",
        "{0} has been suspended since {1:yyyy-MM-dd HH:mm} UTC: {2} Lift that suspension first to give another reason.");

    /// <summary>Another party's credentials.</summary>
    public static readonly RefusalKind CredentialsOfAnother = new(
        "credentials-of-another", RefusalCategory.Forbidden, "These are another party's credentials",
        "Only {0} itself and administrators may issue, list and revoke its credentials.");

    /// <summary>The secret of a repeated request is gone.</summary>
    public static readonly RefusalKind CredentialAlreadyIssued = new(
        "credential-already-issued", RefusalCategory.Conflict, "The credential was issued already",
        "A credential was issued under this Idempotency-Key and its secret is not kept; if you did not get it, revoke the "
        + "credential and issue another with a new key.");

    /// <summary>Too many credentials.</summary>
    public static readonly RefusalKind CredentialsTooMany = new(
        "credentials-too-many", RefusalCategory.Conflict, "The party has too many credentials",
        "{0} has {1} credentials; revoke one that is not used any more.");

    /// <summary>No such credential.</summary>
    public static readonly RefusalKind CredentialUnknown = new(
        "credential-unknown", RefusalCategory.Unknown, "There is no such credential", "{0} has no credential {1}; it may have been revoked.");

    /// <summary>Not who may know private owners.</summary>
    public static readonly RefusalKind OwnersNotYours = new(
        "owners-not-yours", RefusalCategory.Forbidden, "The party does not register private owners",
        "Only vehicle makers, dealers and importers register private owners; {0} is none of them.");

    /// <summary>A person whom another registered.</summary>
    public static readonly RefusalKind OwnerOfAnother = new(
        "owner-of-another", RefusalCategory.Forbidden, "Another party registered the owner",
        "Only the party that registered {0} may do this; personal data are shown to nobody else but the regulators of its region.");

    /// <summary>A contact that is too long.</summary>
    public static readonly RefusalKind ContactMalformed = new(
        "contact-malformed", RefusalCategory.Malformed, "The contact cannot be used", "The contact must have 1 to {0} printable characters, or be left out.");

    /// <summary>No such person.</summary>
    public static readonly RefusalKind OwnerUnknown = new(
        "owner-unknown", RefusalCategory.Unknown, "There is no such owner", "{0} was not given out here.");

    /// <summary>Personal data gone for good.</summary>
    [Status(410)]
    public static readonly RefusalKind OwnerErased = new(
        "owner-erased", RefusalCategory.Unknown, "The owner's personal data are erased",
        "The personal data behind {0} were erased on {1:yyyy-MM-dd}; the reference stays valid in the records.",
        "Personal Information Protection Law art. 47");
}
