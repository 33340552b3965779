namespace Slipway.Kubernetes.Applying;

/// <summary>Where in an object a value is. Text is only built when someone asks.</summary>
/// <param name="Parent">Null at the root.</param>
/// <param name="Step">A member's name, or <c>[…]</c> for a list's element.</param>
internal sealed record ValuePath(ValuePath? Parent, string Step)
{
    public static ValuePath Root { get; } = new(null, "");

    /// <summary>Name of the nearest member; elements of a list take the list's name.</summary>
    public string MemberName => Step is ['[', ..] && Parent is not null ? Parent.MemberName : Step;

    /// <summary>Name of the member that holds <see cref="MemberName"/>; empty at the top.</summary>
    public string HolderName => Step is ['[', ..] && Parent is not null ? Parent.HolderName : Parent?.MemberName ?? "";

    public ValuePath Member(string name) => new(this, name);

    public ValuePath Element(string key) => new(this, $"[{key}]");

    public override string ToString()
    {
        if (Parent is null)
            return Step;
        var before = Parent.ToString();
        return before.Length == 0 || Step is ['[', ..] ? before + Step : $"{before}.{Step}";
    }
}
