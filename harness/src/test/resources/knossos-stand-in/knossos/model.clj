(ns knossos.model
  "Stands in for Knossos' models: each says how the stand-in's analysis behaves."
  (:refer-clojure :exclude [set]))

(defn register [] :replay)
(defn cas-register [] :replay)
(defn mutex [] :hang)
(defn set [] :throw)
(defn fifo-queue [] :die)
(defn unordered-queue [] :chatter)
(defn multi-register [registers] (if (= {} registers) :give-up :replay))
