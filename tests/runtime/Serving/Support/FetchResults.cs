using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>Shorthand for what a fetch should come to.</summary>
internal static class FetchResults
{
    public static StoredModel ShouldSucceed(this FetchResult result)
    {
        result.Failure.ShouldBeNull();
        return result.Model.ShouldNotBeNull();
    }

    public static string ShouldFail(this FetchResult result, StartFailureReason reason)
    {
        var failure = result.Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe(reason, failure.Message);
        return failure.Message;
    }
}
