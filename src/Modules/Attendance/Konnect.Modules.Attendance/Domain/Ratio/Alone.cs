namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>What one member of staff alone in a location asks for (articles 9 and 18 of the decree).</summary>
internal enum Alone
{
    /// <summary>Nobody is alone, or no child is there.</summary>
    No,
    /// <summary>Alone as the ratio asks for one: somebody must be able to be there within 15 minutes.</summary>
    StandIn,
    /// <summary>Alone though the ratio asks for more: a second adult must be in the building.</summary>
    SecondAdult,
}

/// <summary>Judges whether somebody works alone in a location.</summary>
internal static class AloneRule
{
    /// <param name="children">Children in the location.</param>
    /// <param name="required">The sum of what its groups require; more than there can be for a group that is too large.</param>
    /// <param name="staff">Staff in the location that counts.</param>
    /// <param name="otherAdults">Other adults registered in the location.</param>
    public static Alone Of(int children, int required, int staff, int otherAdults) =>
        children == 0 || staff != 1 ? Alone.No
        : required <= 1 ? Alone.StandIn
        : otherAdults > 0 ? Alone.No
        : Alone.SecondAdult;
}
