namespace Slipway.Controllers.Applying;

/// <summary>How far a plan was carried out.</summary>
internal sealed record ApplyResult
{
    /// <summary>Requests that changed something.</summary>
    public int Writes { get; init; }

    /// <summary>An object of an earlier ModelDeployment of this name is still being deleted; look again shortly.</summary>
    public bool MustWait { get; init; }

    /// <summary>What ended the work; null: everything was done.</summary>
    public ApplyFailure? Failure { get; init; }
}
