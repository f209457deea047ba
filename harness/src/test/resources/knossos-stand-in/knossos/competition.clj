(ns knossos.competition
  "Stands in for Knossos: replays what was answered, in the order of the answers. A read of nil fits always, as in Knossos.")

(defn- step [value {:keys [f type] v :value index :index :as op}]
  (cond
    (not= :ok type)                                value
    (= :write f)                                   v
    (and (= :cas f) (= value (first v)))           (second v)
    (and (= :read f) (or (nil? v) (= value v)))    value
    :else                                          (reduced {:stuck op})))

(defn- replay [history]
  (let [end (reduce step nil history)]
    (if (and (map? end) (:stuck end))
      {:valid? false :op (:stuck end) :final-paths (repeat 1000 history)}
      {:valid? true})))

(defn analysis [model history]
  (case model
    :replay  (replay history)
    :hang    (loop [] (Thread/sleep 1000) (recur))
    :throw   (assert false "the stand-in does not like sets")
    :die     (.halt (Runtime/getRuntime) 1)
    :chatter (do (dotimes [_ 20000] (println "{:valid? false}" (apply str (repeat 100 "x"))))
                 {:valid? true})
    :give-up {:valid? :unknown :cause :out-of-memory}))
