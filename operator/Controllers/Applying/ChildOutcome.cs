namespace Slipway.Controllers.Applying;

/// <summary>What became of one child.</summary>
/// <param name="Wrote">Something was changed.</param>
/// <param name="MustWait">An object of that name is going; the wanted one can only come then.</param>
/// <param name="Failure">Why it could not be done; null when it was.</param>
internal sealed record ChildOutcome(bool Wrote, bool MustWait = false, ApplyFailure? Failure = null)
{
    public static ChildOutcome Unchanged { get; } = new(Wrote: false);

    public static ChildOutcome Written { get; } = new(Wrote: true);

    public static ChildOutcome Waiting { get; } = new(Wrote: false, MustWait: true);
}
