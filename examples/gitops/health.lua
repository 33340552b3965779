-- Health of a ModelDeployment for Argo CD, by the conditions that Slipway sets. Argo CD gives the object as `obj`.
-- Healthy: the spec's version serves. Progressing: on its way. Suspended: a rollout waits for a person.
-- Degraded: nothing gets better without someone (an earlier version may serve all the same; the message says so).
local health = { status = "Progressing", message = "Waiting for the operator to look at it" }

if obj.status == nil or obj.status.conditions == nil then
  return health
end
-- What the status says of an older spec says nothing of this one.
if obj.metadata.generation ~= nil and (obj.status.observedGeneration or 0) < obj.metadata.generation then
  health.message = "Waiting for the operator to look at the latest change"
  return health
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end

local function text(condition)
  return (condition.reason or "") .. ": " .. (condition.message or "")
end

if conditions.Stalled ~= nil and conditions.Stalled.status == "True" then
  return { status = "Degraded", message = text(conditions.Stalled) }
end
if conditions.Paused ~= nil and conditions.Paused.status == "True" then
  return { status = "Suspended", message = text(conditions.Paused) }
end
if conditions.Ready ~= nil then
  health.message = text(conditions.Ready)
  if conditions.Ready.status == "True" then
    health.status = "Healthy"
  end
end
return health
