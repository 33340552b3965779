using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Lifecycle;

/// <summary>The parts of a model that is in memory.</summary>
/// <param name="Files">Where it lies.</param>
/// <param name="Backend">What runs it; its signature and provider report.</param>
/// <param name="Batching">How its requests are put together, and what was measured.</param>
/// <param name="Scheduler">What stands in front of the backend.</param>
public sealed record LoadedModel(StoredModel Files, IModelBackend Backend, BatchPlan Batching, IRequestScheduler Scheduler);
