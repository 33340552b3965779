namespace Slipway.Planning.Status.Diagnosis;

/// <summary>Why a version is not ready.</summary>
/// <param name="Reason">A constant of <see cref="Slipway.Api.Reasons"/> or <see cref="Slipway.Api.RuntimeReasons"/>.</param>
/// <param name="Message">What is wrong, what a person can do, and what happens next.</param>
/// <param name="Outcome">What happens next.</param>
internal sealed record Finding(string Reason, string Message, Outcome Outcome)
{
    /// <summary>Whether people should be warned.</summary>
    public bool IsTrouble => Outcome != Outcome.Progressing;
}
