namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Refuses a member that comes twice in one object: readers disagree about which one counts.</summary>
internal struct SeenMembers
{
    private uint _bits;

    /// <summary>Notes a member.</summary>
    /// <param name="bit">The number of the member in its object, 0 to 31.</param>
    /// <param name="what">Its name, for the message.</param>
    public void Note(int bit, string what)
    {
        var mask = 1u << bit;
        if ((_bits & mask) != 0) throw new RefusedException($"{what} is given twice");
        _bits |= mask;
    }
}
